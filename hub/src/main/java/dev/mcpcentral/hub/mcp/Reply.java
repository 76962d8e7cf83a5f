package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one request's client is told and asked, by the rules of its era. */
final class Reply implements Caller {
  private static final LogLevel USUAL = LogLevel.INFO;

  private final Outlet outlet;
  private final Cancellation cancellation;
  private final @Nullable Session session;
  private final Predicate<LogLevel> wantsLog;
  private final long begun = System.nanoTime();

  private Reply(
      Outlet outlet,
      Cancellation cancellation,
      @Nullable Session session,
      Predicate<LogLevel> wantsLog) {
    this.outlet = outlet;
    this.cancellation = cancellation;
    this.session = session;
    this.wantsLog = wantsLog;
  }

  /**
   * To a modern client: closing the stream cancels (2026-07-28, basic/patterns/cancellation), log
   * messages come only on request, and questions are part of the result.
   */
  static Reply modern(Origin origin, OpenStreams streams, @Nullable LogLevel logLevel) {
    Cancellation cancellation = new Cancellation();
    Outlet outlet = new PostResponse(origin, streams, null, cancellation::cancel);
    Predicate<LogLevel> wants = level -> logLevel != null && logLevel.admits(level);
    return new Reply(outlet, cancellation, null, wants);
  }

  /** To a legacy client, for which a lost connection is no cancellation. */
  static Reply legacy(Outlet outlet, Cancellation cancellation, Session session) {
    return new Reply(outlet, cancellation, session, session::wants);
  }

  @Override
  public void notify(String method, Slice params) {
    boolean unwanted =
        switch (method) {
          case "notifications/message" -> !wantsLog.test(level(params));
          case "notifications/elicitation/complete" -> session == null;
          default -> false;
        };
    if (!unwanted) {
      outlet.notify(Messages.notification(method, params));
    }
  }

  private static LogLevel level(Slice message) {
    return LogLevel.of(Members.inside(message).string("level")).orElse(USUAL);
  }

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    return session == null
        ? ClientAnswer.unsupported(method)
        : session.ask(id -> put(session, Messages.request(id, method, params)), cancellation);
  }

  /** On the request's own stream; where the client does not read one, on that of its session. */
  private boolean put(Session asked, Slice request) {
    return outlet.put(request) || asked.sendRequest(request);
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  void answer(McpErrors wire) {
    outlet.answer(wire.status(), wire.message());
  }

  /**
   * Shows a long wait to the client and to everything between, and notices when the client has
   * gone.
   */
  void pulse() {
    outlet.pulse();
  }

  long ageNanos() {
    return System.nanoTime() - begun;
  }
}
