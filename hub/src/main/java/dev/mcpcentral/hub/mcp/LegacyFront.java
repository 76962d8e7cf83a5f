package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Optional;

/** Clients of 2024-11-05 to 2025-11-25: what happens within a session, whatever its transport. */
final class LegacyFront {
  private static final Outcome NOTHING = new Outcome.Answer(Slice.of("{}"), false);

  /** Each is remembered here and at its server (threat T13). */
  static final int MAX_WATCHED = 1_000;

  private final Dispatcher dispatcher;
  private final Subscriptions subscriptions;
  private final Snapshots snapshots;
  private final Pulse pulse;

  LegacyFront(
      Dispatcher dispatcher, Subscriptions subscriptions, Snapshots snapshots, Pulse pulse) {
    this.dispatcher = dispatcher;
    this.subscriptions = subscriptions;
    this.snapshots = snapshots;
    this.pulse = pulse;
  }

  /**
   * Takes in a message that needs no answer: {@code notifications/cancelled} ends a request in
   * flight, responses answer questions; other notifications need no action here.
   */
  void take(Session session, Envelope message) {
    switch (message) {
      case Envelope.Notification notification -> {
        Slice requestId = notification.body().find("requestId");
        if (requestId != null && notification.method().equals("notifications/cancelled")) {
          session.cancel(requestId);
        }
      }
      case Envelope.ResultResponse result -> session.answer(result);
      case Envelope.ErrorResponse error -> session.answer(error);
      case Envelope.Request request ->
          throw new IllegalArgumentException(request.method() + " needs an answer");
    }
  }

  /**
   * Takes in a request; what it returns carries it out and answers by {@code outlet}. Empty when it
   * was refused, and answered.
   */
  Optional<Runnable> begin(
      Session session, Origin origin, Envelope.Request request, Outlet outlet) {
    Optional<Cancellation> cancellation = session.begin(request.id());
    if (cancellation.isEmpty()) {
      String why = "a request with this id is in flight already, or too many are";
      McpErrors refusal = McpErrors.error(request.id(), 400, ErrorCode.INVALID_REQUEST, why);
      outlet.answer(refusal.status(), refusal.message());
      return Optional.empty();
    }
    Reply reply = Reply.legacy(outlet, cancellation.get(), session);
    return Optional.of(() -> carryOut(session, origin, request, reply));
  }

  private void carryOut(Session session, Origin origin, Envelope.Request request, Reply reply) {
    pulse.add(reply);
    try {
      Ask ask =
          Asks.of(origin, catalog(origin), request, Era.LEGACY)
              .map(passed -> bounded(session, passed))
              .orElseGet(() -> own(session, request));
      Call call = origin.call(session.client(), ask);
      Outcome outcome = dispatcher.dispatch(call, reply);
      if (ask instanceof Ask.OfServer named && outcome instanceof Outcome.Answer) {
        subscribed(session, origin, named);
      }
      reply.answer(McpErrors.of(request.id(), outcome, Era.LEGACY));
    } finally {
      pulse.remove(reply);
      session.end(request.id());
    }
  }

  static Ask bounded(Session session, Ask ask) {
    boolean over =
        ask instanceof Ask.OfServer named
            && named.verb() == ServerMethod.SUBSCRIBE
            && session.watched().size() >= MAX_WATCHED;
    return over
        ? new Ask.Own(
            ask.method(),
            ask.target(),
            new Failure.InvalidArguments(
                "this session watches " + MAX_WATCHED + " resources already; unsubscribe first"))
        : ask;
  }

  private Catalog catalog(Origin origin) {
    return snapshots.current().catalog(origin.profile());
  }

  private void subscribed(Session session, Origin origin, Ask.OfServer ask) {
    if (ask.verb().subscribes()) {
      Optional<Watch> watch = watch(catalog(origin), ask);
      if (ask.verb() == ServerMethod.SUBSCRIBE) {
        watch.ifPresent(wanted -> subscriptions.watch(session, wanted));
      } else {
        watch.ifPresent(wanted -> subscriptions.unwatch(session, wanted));
      }
    }
  }

  static Optional<Watch> watch(Catalog catalog, Ask.OfServer ask) {
    return Optional.ofNullable(catalog.resolve(ask))
        .map(Catalog.Entry::route)
        .map(route -> new Watch(route.server(), route.name(), ask.name()));
  }

  private static Ask own(Session session, Envelope.Request request) {
    return switch (request.method()) {
      case "ping" -> new Ask.Own("ping", NOTHING);
      case "logging/setLevel" ->
          LogLevel.of(request.body().string("level"))
              .map(level -> setLevel(session, level))
              .orElseGet(() ->
                  new Ask.Own(
                      request.method(),
                      new Failure.InvalidArguments("there is no such log level")));
      default -> new Ask.Own(request.method(), new Failure.UnknownMethod(request.method()));
    };
  }

  private static Ask setLevel(Session session, LogLevel level) {
    session.admit(level);
    return new Ask.Own("logging/setLevel", level.word(), NOTHING);
  }
}
