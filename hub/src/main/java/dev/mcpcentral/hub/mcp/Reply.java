package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The response to one POST: plain JSON when the answer comes quickly and nothing precedes it,
 * otherwise an event stream that begins with the first notification or with the first {@link
 * #pulse()}.
 */
final class Reply implements Caller {
  private static final String JSON = "application/json";

  private static final LogLevel USUAL = LogLevel.INFO;

  private final Exchange exchange;
  private final boolean mayStream;
  private final Cancellation cancellation;
  private final @Nullable Session session;
  private final Predicate<LogLevel> wantsLog;
  private final AtomicBoolean pulsing = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final long begun = System.nanoTime();
  private @Nullable EventStream stream;
  private boolean answered;

  private Reply(
      Origin origin,
      Cancellation cancellation,
      @Nullable Session session,
      Predicate<LogLevel> wantsLog) {
    this.exchange = origin.exchange();
    this.mayStream = origin.acceptsStream();
    this.cancellation = cancellation;
    this.session = session;
    this.wantsLog = wantsLog;
  }

  /**
   * To a modern client: closing the stream cancels (2026-07-28, basic/patterns/cancellation), log
   * messages come only on request, and questions are part of the result.
   */
  static Reply modern(Origin origin, @Nullable LogLevel logLevel) {
    Predicate<LogLevel> wants = level -> logLevel != null && logLevel.admits(level);
    return new Reply(origin, new Cancellation(), null, wants);
  }

  /** To a legacy client, for which a lost connection is no cancellation. */
  static Reply legacy(Origin origin, Cancellation cancellation, Session session) {
    return new Reply(origin, cancellation, session, session::wants);
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
      send(Messages.notification(method, params));
    }
  }

  private static LogLevel level(Slice message) {
    try {
      return LogLevel.of(Members.ofObject(message).string("level")).orElse(USUAL);
    } catch (MalformedJsonException notAnObject) {
      return USUAL;
    }
  }

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    return session == null
        ? ClientAnswer.unsupported(method)
        : session.ask(id -> put(session, Messages.request(id, method, params)));
  }

  /** On the request's own stream; where the client does not read one, on that of its session. */
  private void put(Session asked, Slice request) {
    if (!send(request)) {
      asked.send(request);
    }
  }

  private boolean send(Slice message) {
    EventStream open = mayStream ? open() : null;
    if (open != null) {
      open.message(message);
    }
    return open != null;
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  /**
   * Sends the final message: as the stream's last event, or as a JSON response with this status.
   */
  void answer(int status, Slice message) {
    EventStream open;
    lock.lock();
    try {
      answered = true;
      open = stream;
      if (open == null) {
        exchange.send(status, JSON, message);
      }
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.message(message);
      open.close();
    }
  }

  /**
   * Shows a long wait to the client and to everything between, and notices when the client has
   * gone.
   */
  void pulse() {
    if (!mayStream || !pulsing.compareAndSet(false, true)) {
      return;
    }
    try {
      EventStream open = open();
      if (open != null) {
        open.comment();
      }
    } finally {
      pulsing.set(false);
    }
  }

  long ageNanos() {
    return System.nanoTime() - begun;
  }

  private @Nullable EventStream open() {
    lock.lock();
    try {
      if (stream == null && !answered) {
        stream = new EventStream(exchange.stream(), this::gone);
      }
      return answered ? null : stream;
    } finally {
      lock.unlock();
    }
  }

  private void gone() {
    if (session == null) {
      cancellation.cancel();
    }
  }
}
