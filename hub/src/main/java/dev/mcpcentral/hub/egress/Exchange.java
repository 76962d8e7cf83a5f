package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.MalformedHeadException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a server's to its outlet: what it asks for, the decision, and then the bytes in
 * both directions. Whoever watches it closes it when its deadline has passed.
 */
final class Exchange {
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());
  private static final int BUFFER_BYTES = 16 << 10;
  private static final int TLS_PORT = 443;

  private final Socket client;
  private final Rules rules;

  /** Of all its connections, and of those to this destination while they are learned. */
  private volatile List<Counters> counters;

  private volatile @Nullable Socket upstream;
  private volatile boolean closed;
  private volatile long deadline;

  /**
   * What all connections of one server share.
   *
   * @param lesson what it asks for is noted there; empty unless that is learned
   */
  record Rules(
      Checkpoint checkpoint,
      Dialer dialer,
      Bounds bounds,
      Counters counters,
      DenialLog denials,
      Optional<Lesson> lesson) {}

  Exchange(Socket client, Rules rules) {
    this.client = client;
    this.rules = rules;
    this.counters = List.of(rules.counters());
    within(rules.bounds().head());
  }

  /** From the first word to the last byte. */
  void run(Front front) {
    try {
      client.setTcpNoDelay(true);
      front.serve(this, new BufferedInputStream(client.getInputStream(), BUFFER_BYTES));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection of a container's ended", e);
    } finally {
      close();
    }
  }

  /** Whether it has been quiet for too long. */
  boolean overdue() {
    return System.nanoTime() - deadline > 0;
  }

  /** Ends it, wherever it waits. */
  void close() {
    closed = true;
    quietly(client);
    Socket other = upstream;
    if (other != null) {
      quietly(other);
    }
  }

  int headBytes() {
    return rules.bounds().headBytes();
  }

  /** Waits for the program to say something; {@code SocketTimeoutException} when it does not. */
  int firstByte(InputStream in) throws IOException {
    within(rules.bounds().head().multipliedBy(2));
    client.setSoTimeout(Math.toIntExact(rules.bounds().head().toMillis()));
    try {
      return in.read();
    } finally {
      client.setSoTimeout(0);
    }
  }

  /** Counts and logs what no entry of the list would allow. */
  void refuse(String reason) {
    count(each -> each.refused, 1);
    rules.denials().tell(reason);
  }

  /** Decides and connects; empty when that is done. */
  Optional<Refusal> reach(Destination destination) throws IOException {
    within(rules.bounds().connect().multipliedBy(2));
    rules.lesson().ifPresent(lesson -> learn(lesson, destination));
    return switch (rules.checkpoint().judge(destination)) {
      case Verdict.Open open -> connect(destination, open);
      case Verdict.Shut(String reason, String entry) -> {
        count(each -> each.refused, 1);
        rules.denials().refused(reason, entry);
        yield Optional.of(Refusal.shut(reason));
      }
      case Verdict.Lost(String reason) -> Optional.of(Refusal.lost(reason));
    };
  }

  private void learn(Lesson lesson, Destination destination) {
    counters =
        lesson
            .of(destination)
            .map(noted -> List.of(rules.counters(), noted))
            .orElse(List.of(rules.counters()));
  }

  private Optional<Refusal> connect(Destination destination, Verdict.Open open) throws IOException {
    Socket socket;
    try {
      socket = rules.dialer().dial(open.addresses(), rules.bounds().connect());
    } catch (IOException e) {
      return Optional.of(Refusal.lost(destination + " cannot be reached: " + e.getMessage()));
    }
    upstream = socket;
    if (closed) {
      socket.close();
      throw new IOException("it was closed meanwhile");
    }
    count(each -> each.allowed, 1);
    return Optional.empty();
  }

  /** Carries bytes both ways, once the first are known to be for this destination. */
  void tunnel(Destination destination, InputStream in) throws IOException {
    Socket other = reached();
    boolean tls = destination.port() == TLS_PORT;
    within(tls ? rules.bounds().head() : rules.bounds().idle());
    Thread down = Thread.ofVirtual().name("egress down").start(() -> down(other));
    try {
      up(TlsGate.opening(destination, in), in, other);
    } catch (TlsGate.Mismatch e) {
      refuse(String.valueOf(e.getMessage()));
      close();
    }
    join(down);
  }

  /** Carries bytes both ways; {@code opening} was read already. */
  void pass(byte[] opening, InputStream in) throws IOException {
    Socket other = reached();
    Thread down = Thread.ofVirtual().name("egress down").start(() -> down(other));
    up(opening, in, other);
    join(down);
  }

  private void up(byte[] opening, InputStream in, Socket other) throws IOException {
    OutputStream up = other.getOutputStream();
    up.write(opening);
    count(each -> each.bytesUp, opening.length);
    within(rules.bounds().idle());
    pump(in, up, each -> each.bytesUp);
    other.shutdownOutput();
  }

  /** Sends one request, and what comes back. */
  void forward(PlainRequest request, InputStream in) throws IOException {
    Optional<Refusal> refused = reach(request.destination());
    if (refused.isPresent()) {
      answer(refused.get().http());
      return;
    }
    Socket other = reached();
    within(rules.bounds().idle());
    Thread down = Thread.ofVirtual().name("egress down").start(() -> down(other));
    try {
      request.send(
          in, new BufferedOutputStream(new Counted(other.getOutputStream()), BUFFER_BYTES));
    } catch (MalformedHeadException e) {
      LOG.log(System.Logger.Level.DEBUG, "a container sent a malformed body", e);
      close();
    }
    join(down);
  }

  /** What comes back, to its end. */
  private void down(Socket other) {
    try {
      pump(other.getInputStream(), client.getOutputStream(), each -> each.bytesDown);
      client.shutdownOutput();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an answer to a container ended", e);
      close();
    }
  }

  private void pump(InputStream in, OutputStream out, Function<Counters, LongAdder> counter)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      within(rules.bounds().idle());
      count(counter, count);
      out.write(buffer, 0, count);
    }
  }

  private void count(Function<Counters, LongAdder> which, long number) {
    counters.forEach(each -> which.apply(each).add(number));
  }

  /** Counts a request's bytes, and takes them as a sign of life. */
  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      within(rules.bounds().idle());
      count(each -> each.bytesUp, length);
      out.write(bytes, offset, length);
    }
  }

  private Socket reached() throws IOException {
    Socket other = upstream;
    if (other == null) {
      throw new IOException("not connected");
    }
    return other;
  }

  /** Says something to the program, and goes on. */
  void tell(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
  }

  /** Says a last thing to the program. */
  void answer(byte[] bytes) {
    try {
      tell(bytes);
      client.shutdownOutput();
      // Closing with bytes unread would reset the connection, and the answer with it.
      client.setSoTimeout(500);
      client.getInputStream().readNBytes(BUFFER_BYTES);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an answer did not reach a container", e);
    }
  }

  private void within(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }
}
