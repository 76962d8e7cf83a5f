package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Cancellation;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.util.Optional;

/**
 * Clients of 2026-07-28: every request stands alone and says in {@code _meta} and headers what it
 * is.
 */
final class ModernFront {
  private final HubCard card;
  private final Dispatcher dispatcher;
  private final ListChanges changes;
  private final Pulse pulse;

  ModernFront(HubCard card, Dispatcher dispatcher, ListChanges changes, Pulse pulse) {
    this.card = card;
    this.dispatcher = dispatcher;
    this.changes = changes;
    this.pulse = pulse;
  }

  /**
   * Whether a request is of the modern era: {@code _meta} decides, and where it is silent, the
   * absence of legacy marks.
   */
  static boolean claims(Exchange exchange, Envelope.Request request) {
    if (request.meta().find(MetaKey.PROTOCOL_VERSION) != null) {
      return true;
    }
    return !request.method().equals("initialize")
        && exchange.headers(LegacyFront.SESSION).isEmpty()
        && ModernHeaders.namesModern(exchange);
  }

  void request(Origin origin, Envelope.Request request) {
    Optional<McpErrors> refusal = ModernHeaders.check(origin.exchange(), request);
    if (refusal.isPresent()) {
      McpEndpoint.send(origin.exchange(), refusal.get());
      return;
    }
    Cancellation cancellation = new Cancellation();
    Reply reply = new Reply(origin.exchange(), origin.acceptsStream(), cancellation, true);
    pulse.add(reply);
    try {
      String client = LegacyFront.clientName(request.meta().find(MetaKey.CLIENT_INFO));
      Call call =
          new Call(origin.principal(), origin.surface(), Era.MODERN, client, ask(origin, request));
      Outcome outcome = dispatcher.dispatch(call, reply);
      if (outcome instanceof Outcome.Answer && request.method().equals(ListChanges.LISTEN)) {
        changes.subscribe(origin.exchange(), request);
        return;
      }
      McpErrors wire = McpErrors.of(request.id(), outcome, Era.MODERN);
      reply.answer(wire.status(), wire.message());
    } finally {
      pulse.remove(reply);
    }
  }

  private Ask ask(Origin origin, Envelope.Request request) {
    return switch (request.method()) {
      case "tools/call" -> {
        String name = request.body().string("name");
        yield name == null
            ? new Ask.Own(
                request.method(), new Failure.InvalidArguments("tools/call needs a \"name\""))
            : new Ask.CallTool(origin.scope(), name, request.body(), request.meta());
      }
      case "tools/list" -> new Ask.ListTools(origin.scope(), request.body().string("cursor"));
      case "server/discover" ->
          new Ask.Own(request.method(), new Outcome.Answer(card.discovered(), false));
      case ListChanges.LISTEN ->
          new Ask.Own(request.method(), new Outcome.Answer(ListChanges.ended(request.id()), false));
      default -> new Ask.Own(request.method(), new Failure.UnknownMethod(request.method()));
    };
  }
}
