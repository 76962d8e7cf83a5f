package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.BodyFraming;
import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
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
  private volatile @Nullable Socket upstream;
  private volatile boolean closed;
  private volatile long deadline;

  /** What all connections of one server share. */
  record Rules(
      Checkpoint checkpoint, Dialer dialer, Bounds bounds, Counters counters, DenialLog denials) {}

  Exchange(Socket client, Rules rules) {
    this.client = client;
    this.rules = rules;
    within(rules.bounds().head());
  }

  /** From the request to the last byte. */
  void run() {
    try {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER_BYTES);
      Optional<RequestHead> head = RequestHead.read(in, rules.bounds().headBytes());
      if (head.isPresent()) {
        serve(head.get(), in);
      }
    } catch (MalformedHeadException e) {
      answer(400, "Bad Request", e.getMessage());
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

  private void serve(RequestHead head, InputStream in) throws IOException {
    if (head.method().equals("CONNECT")) {
      Destination destination = tunnelTo(head);
      if (reach(destination)) {
        tunnel(destination, in);
      }
    } else {
      PlainRequest request = PlainRequest.of(head);
      if (reach(request.destination())) {
        forward(request, in);
      }
    }
  }

  private static Destination tunnelTo(RequestHead head) throws MalformedHeadException {
    Destination destination =
        Destination.parse(head.target(), OptionalInt.empty())
            .orElseThrow(() -> new MalformedHeadException("CONNECT takes host:port"));
    if (!(head.framing() instanceof BodyFraming.None)) {
      throw new MalformedHeadException("CONNECT has no body");
    }
    Optional<String> host = head.single("Host");
    OptionalInt samePort = OptionalInt.of(destination.port());
    if (host.isPresent()
        && !Destination.parse(host.get(), samePort).equals(Optional.of(destination))) {
      throw new MalformedHeadException("the Host field contradicts the request line");
    }
    return destination;
  }

  /** Decides and connects; where that fails, the client has its answer. */
  private boolean reach(Destination destination) throws IOException {
    within(rules.bounds().connect().multipliedBy(2));
    return switch (rules.checkpoint().judge(destination)) {
      case Verdict.Open open -> connect(destination, open);
      case Verdict.Shut(String reason, String entry) -> {
        rules.counters().refused.increment();
        rules.denials().refused(reason, entry);
        answer(403, "Forbidden", "refused by MCP Central: " + reason);
        yield false;
      }
      case Verdict.Lost(String reason) -> {
        answer(502, "Bad Gateway", reason);
        yield false;
      }
    };
  }

  private boolean connect(Destination destination, Verdict.Open open) throws IOException {
    Socket socket;
    try {
      socket = rules.dialer().dial(open.addresses(), rules.bounds().connect());
    } catch (IOException e) {
      answer(502, "Bad Gateway", destination + " cannot be reached: " + e.getMessage());
      return false;
    }
    upstream = socket;
    if (closed) {
      socket.close();
      return false;
    }
    rules.counters().allowed.increment();
    return true;
  }

  private void tunnel(Destination destination, InputStream in) throws IOException {
    Socket other = reached();
    OutputStream out = client.getOutputStream();
    out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    boolean tls = destination.port() == TLS_PORT;
    within(tls ? rules.bounds().head() : rules.bounds().idle());
    Thread down = Thread.ofVirtual().name("egress down").start(() -> down(other));
    try {
      byte[] opening = TlsGate.opening(destination, in);
      OutputStream up = other.getOutputStream();
      up.write(opening);
      rules.counters().bytesUp.add(opening.length);
      within(rules.bounds().idle());
      pump(in, up, rules.counters().bytesUp);
      other.shutdownOutput();
    } catch (TlsGate.Mismatch e) {
      rules.counters().refused.increment();
      rules.denials().tell(String.valueOf(e.getMessage()));
      close();
    }
    join(down);
  }

  private void forward(PlainRequest request, InputStream in) throws IOException {
    Socket other = reached();
    within(rules.bounds().idle());
    Thread down = Thread.ofVirtual().name("egress down").start(() -> down(other));
    try {
      Counted up = new Counted(other.getOutputStream(), rules.counters().bytesUp);
      request.send(in, new BufferedOutputStream(up, BUFFER_BYTES));
    } catch (MalformedHeadException e) {
      LOG.log(System.Logger.Level.DEBUG, "a container sent a malformed body", e);
      close();
    }
    join(down);
  }

  /** What comes back, to its end. */
  private void down(Socket other) {
    try {
      pump(other.getInputStream(), client.getOutputStream(), rules.counters().bytesDown);
      client.shutdownOutput();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an answer to a container ended", e);
      close();
    }
  }

  private void pump(InputStream in, OutputStream out, LongAdder counter) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      within(rules.bounds().idle());
      counter.add(count);
      out.write(buffer, 0, count);
    }
  }

  /** Counts a request's bytes, and takes them as a sign of life. */
  private final class Counted extends OutputStream {
    private final OutputStream out;
    private final LongAdder counter;

    Counted(OutputStream out, LongAdder counter) {
      this.out = out;
      this.counter = counter;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      within(rules.bounds().idle());
      counter.add(length);
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

  private void answer(int status, String reason, @Nullable String text) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, reason, body.length);
    try {
      OutputStream out = client.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
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
