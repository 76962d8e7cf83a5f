package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.Era;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server of either era over stdio: one line a message. */
final class StdioPeer implements Peer {
  /** A server that prints nothing but rubbish for so long is not worth listening to. */
  private static final int MAX_RUBBISH = 10_000;

  /** How long an engine may take to tell how a server ended whose output has. */
  private static final Duration LAST_WORD = Duration.ofMillis(500);

  private static final String STOPPED = "stopped";

  private final Instance instance;
  private final StdinWriter stdin;
  private final ServerEvents events;
  private final Conversation conversation;
  private final Verbosity verbosity = new Verbosity(this);
  private final LegacyWatch watch = new LegacyWatch(this);
  private final Listening listening;
  private volatile Era era = Era.LEGACY;
  private volatile Welcome welcome = Welcome.NONE;
  private final Pace pace = new Pace();
  private volatile boolean closing;
  private int rubbish;

  StdioPeer(Instance instance, Instance.Wire.Stdio wire, ServerEvents events) {
    this.instance = instance;
    this.stdin = new StdinWriter(wire.stdin(), this::hung);
    this.events = events;
    this.conversation = new Conversation(instance.id(), stdin::write, events);
    this.listening = new Listening(this, events);
    Thread.Builder reader = wire.pinsCarrier() ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    reader.name("stdout " + instance.id()).start(() -> read(new LineReader(wire.stdout())));
  }

  void speak(Era found) {
    era = found;
  }

  void welcomed(Welcome said) {
    welcome = said;
  }

  @Override
  public Welcome welcome() {
    return welcome;
  }

  @Override
  public Era era() {
    return era;
  }

  @Override
  public String instance() {
    return instance.id();
  }

  @Override
  public void hear(Hearing hearing) {
    conversation.hear(hearing);
    if (era == Era.MODERN) {
      listening.begin(hearing);
    }
  }

  @Override
  public void admit(LogLevel level, Deadline deadline) throws PeerException {
    if (era == Era.LEGACY) {
      verbosity.admit(level, deadline);
    }
  }

  @Override
  public void watch(Set<String> uris, Deadline deadline) throws PeerException {
    if (era == Era.LEGACY) {
      watch.become(uris, deadline);
    } else {
      listening.become(uris, deadline);
    }
  }

  @Override
  public boolean isBusy() {
    return conversation.isBusy();
  }

  @Override
  public CompletionStage<String> gone() {
    return conversation.gone();
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    return conversation.request(outgoing, caller, deadline);
  }

  void notify(String method, @Nullable Slice params, Deadline deadline) throws PeerException {
    conversation.notify(method, params, deadline);
  }

  private void read(LineReader lines) {
    String how = "the server closed its stdout";
    try {
      for (Slice line = lines.next(); line != null; line = lines.next()) {
        receive(line);
      }
    } catch (IOException broken) {
      how = "stdout: " + broken.getMessage();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    end(how);
  }

  private void receive(Slice line) throws IOException, InterruptedException {
    if (line.length() == 0 || (line.length() == 1 && line.at(0) == '\r')) {
      return;
    }
    Envelope message;
    try {
      message = EnvelopeScanner.scan(line);
    } catch (MalformedJsonException | InvalidEnvelopeException notMcp) {
      rubbish(line);
      return;
    }
    rubbish = 0;
    conversation.receive(message);
    if (message instanceof Envelope.Notification) {
      pace.step();
    }
  }

  private void rubbish(Slice line) throws IOException {
    events.line("not MCP on stdout: " + line.text());
    if (++rubbish > MAX_RUBBISH) {
      throw new IOException("more than " + MAX_RUBBISH + " lines in a row that are not MCP");
    }
  }

  private void hung() {
    end("the server does not read its stdin");
  }

  /** The server is of no use any more: first its calls go elsewhere, then it is cleared away. */
  private void end(String how) {
    listening.close();
    stdin.close();
    conversation.end(closing ? STOPPED : withExit(how));
    instance.close();
  }

  private String withExit(String how) {
    try {
      String exit =
          instance
              .exit()
              .toCompletableFuture()
              .get(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)
              .detail();
      return exit.isEmpty() ? how : how + " (" + exit + ")";
    } catch (TimeoutException | ExecutionException unknown) {
      return how;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return how;
    }
  }

  @Override
  public void close() {
    closing = true;
    listening.close();
    stdin.close();
    instance.close();
    conversation.end(STOPPED);
  }
}
