package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server on standard input and output that is the hub: it passes on everything that either
 * side says, in both eras, which it tells apart request by request.
 */
public final class Bridge implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Clients kill a server that has not ended two seconds after its input did. */
  private static final Duration LAST_ANSWERS = Duration.ofMillis(1_200);

  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final ClientOutput client;
  private final Hub hub;
  private final SilenceWatch silence = new SilenceWatch(SILENCE);
  private final LegacySession session;
  private final SessionStream stream;
  private final Exchanges exchanges;
  private final Mail mail;
  private final Knock knock;
  private final InFlight inFlight = new InFlight();
  private boolean closed;

  /**
   * @param out for messages only
   * @param people is told, a line at a time, how the connection is
   */
  public Bridge(HubAddress address, OutputStream out, Consumer<String> people) {
    client = new ClientOutput(out);
    hub = new Hub(address, new Reach(address, PATIENCE, people));
    Incoming incoming = new Incoming(silence);
    session = new LegacySession(hub, address, incoming, client);
    stream = new SessionStream(hub, session, incoming, client);
    exchanges = new Exchanges(hub, address, session, incoming, client, inFlight);
    mail = new Mail(hub, session, stream);
    knock = new Knock(hub, address, people);
  }

  /** Passes on what the client says until that ends, or reading it fails; called once. */
  public void run(InputStream in) throws InterruptedException {
    knock.start();
    Lines lines = new Lines(in);
    boolean more = true;
    while (more) {
      try {
        Slice line = lines.next();
        more = line != null;
        if (line != null && line.length() > 0) {
          take(line);
        }
      } catch (Lines.LineTooLongException tooLong) {
        client.error(null, ErrorCode.INVALID_REQUEST, String.valueOf(tooLong.getMessage()));
      } catch (IOException gone) {
        more = false;
      }
    }
    inFlight.drain(LAST_ANSWERS);
  }

  private void take(Slice line) throws InterruptedException {
    try {
      if (line.at(0) == '[') {
        for (Slice message : JsonScan.array(line)) { // 2025-03-26 has batches
          takeOne(message);
        }
      } else {
        takeOne(line);
      }
    } catch (MalformedJsonException malformed) {
      client.error(null, ErrorCode.PARSE_ERROR, "Parse error: " + malformed.getMessage());
    }
  }

  private void takeOne(Slice message) throws InterruptedException, MalformedJsonException {
    try {
      switch (EnvelopeScanner.scan(message)) {
        case Envelope.Request request -> begin(request, message);
        case Envelope.Notification notification -> notified(notification, message);
        case Envelope.ResultResponse _, Envelope.ErrorResponse _ -> mail.send(message);
      }
    } catch (InvalidEnvelopeException invalid) {
      String why = "Invalid request: " + invalid.getMessage();
      client.error(invalid.id(), ErrorCode.INVALID_REQUEST, why);
    }
  }

  private void begin(Envelope.Request request, Slice message) {
    Pending pending = new Pending(request, message);
    String refusal = inFlight.begin(pending);
    if (refusal != null) {
      client.error(request.id(), ErrorCode.INVALID_REQUEST, refusal);
      return;
    }
    if (pending.isInitialize()) {
      session.opening();
    }
    pending.start(() -> carryOut(pending));
  }

  private void carryOut(Pending pending) {
    try {
      exchanges.carryOut(pending);
    } finally {
      inFlight.end(pending);
      if (pending.isInitialize()) {
        session.opened();
      }
    }
  }

  private void notified(Envelope.Notification notification, Slice message)
      throws InterruptedException {
    switch (notification.method()) {
      case "notifications/cancelled" -> cancel(notification.body().find("requestId"), message);
      case "notifications/initialized" -> mail.sendInitialized(message);
      default -> mail.send(message);
    }
  }

  /** Closing the connection cancels a modern request; a legacy one needs the notification too. */
  private void cancel(@Nullable Slice id, Slice message) throws InterruptedException {
    Pending pending = id == null ? null : inFlight.find(id);
    if (pending == null || pending.isInitialize()) {
      return; // it is over, or it is the one request that must not be cancelled
    }
    if (inFlight.settle(pending)) {
      pending.interrupt();
    }
    if (!pending.isModern()) {
      mail.send(message);
    }
  }

  /** Ends everything that is open, and the session at the hub. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    knock.close();
    stream.close();
    mail.close();
    inFlight.abandon();
    silence.close();
    leave();
    hub.close();
  }

  private void leave() {
    Ticket ticket = session.current();
    try {
      if (ticket != null && ticket.session() != null) {
        hub.delete(ticket.headers(), FAREWELL);
      }
    } catch (IOException gone) {
      // The hub forgets a session that nobody uses.
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
