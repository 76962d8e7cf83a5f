package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.translate.ToolHeaders;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clients of 2026-07-28: every request stands alone and says in {@code _meta} and headers what it
 * is.
 */
final class ModernFront {
  private final HubCard card;
  private final Dispatcher dispatcher;
  private final Subscriptions subscriptions;
  private final Snapshots snapshots;
  private final OpenStreams streams;
  private final Pulse pulse;

  ModernFront(
      HubCard card,
      Dispatcher dispatcher,
      Subscriptions subscriptions,
      Snapshots snapshots,
      OpenStreams streams,
      Pulse pulse) {
    this.card = card;
    this.dispatcher = dispatcher;
    this.subscriptions = subscriptions;
    this.snapshots = snapshots;
    this.streams = streams;
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
        && exchange.headers(StreamableHttp.SESSION).isEmpty()
        && ModernHeaders.namesModern(exchange);
  }

  void request(Origin origin, Envelope.Request request) {
    Optional<McpErrors> refusal = ModernHeaders.check(origin.exchange(), request);
    if (refusal.isPresent()) {
      origin.exchange().send(refusal.get());
      return;
    }
    Client client = client(request.meta());
    if (request.method().equals(Subscriptions.LISTEN)) {
      listen(origin, request, client);
      return;
    }
    Optional<Ask> passed = Asks.of(origin, catalog(origin), request, Era.MODERN);
    Optional<McpErrors> mismatch =
        passed.flatMap(ask ->
            ModernHeaders.params(
                origin.exchange(), request.id(), headers(origin, request, ask), ask));
    if (mismatch.isPresent()) {
      origin.exchange().send(mismatch.get());
      return;
    }
    Reply reply = Reply.modern(origin, streams, client.logLevel());
    pulse.add(reply);
    try {
      Ask ask = passed.orElseGet(() -> own(origin, request));
      Outcome outcome = dispatcher.dispatch(origin.call(client, ask), reply);
      reply.answer(McpErrors.of(request.id(), outcome, Era.MODERN));
    } finally {
      pulse.remove(reply);
    }
  }

  /** The header fields that the tool wants to see; null for none, and for other requests. */
  private @Nullable ToolHeaders headers(Origin origin, Envelope.Request request, Ask ask) {
    boolean direct =
        origin.surface() != Surface.BRIDGE
            && ask instanceof Ask.OfServer named
            && named.verb() == ServerMethod.CALL_TOOL
            && named.name().equals(request.body().string("name"));
    if (!direct) {
      return null; // a bridge, and who calls through call_tool, cannot know of header fields
    }
    Catalog.Entry entry = catalog(origin).resolve((Ask.OfServer) ask);
    return entry == null ? null : entry.headers();
  }

  private Catalog catalog(Origin origin) {
    return snapshots.current().catalog(origin.profile());
  }

  private static Client client(Members meta) {
    return new Client(
        Revision.MODERN,
        Handshake.clientName(meta.find(MetaKey.CLIENT_INFO)),
        ClientCapabilities.of(meta.find(MetaKey.CLIENT_CAPABILITIES)),
        LogLevel.of(meta.string(MetaKey.LOG_LEVEL)).orElse(null),
        null);
  }

  private Ask own(Origin origin, Envelope.Request request) {
    String method = request.method();
    return switch (method) {
      case "server/discover" -> {
        Slice card = this.card.discovered(catalog(origin), origin.scope());
        yield new Ask.Own(method, new Outcome.Answer(card, false));
      }
      default -> new Ask.Own(method, new Failure.UnknownMethod(method));
    };
  }

  /** Each resource that is to be watched is decided and recorded like a request of its own. */
  private void listen(Origin origin, Envelope.Request request, Client client) {
    Outcome end = new Outcome.Answer(Subscriptions.ended(request.id()), false);
    Ask listening = new Ask.Own(Subscriptions.LISTEN, end);
    Outcome recorded = dispatcher.dispatch(origin.call(client, listening), Caller.SILENT);
    if (!(recorded instanceof Outcome.Answer)) {
      origin.exchange().send(McpErrors.of(request.id(), recorded, Era.MODERN));
      return;
    }
    Filter filter = Filter.of(request.body().find("notifications"));
    Set<Watch> watches = new LinkedHashSet<>();
    for (String uri : filter.uris()) {
      Ask.OfServer ask =
          new Ask.OfServer(ServerMethod.SUBSCRIBE, origin.scope(), uri, Members.NONE, Members.NONE);
      Outcome outcome = dispatcher.dispatch(origin.call(client, ask), Caller.SILENT);
      if (outcome instanceof Outcome.Answer) {
        LegacyFront.watch(catalog(origin), ask).ifPresent(watches::add);
      }
    }
    subscriptions.subscribe(origin.exchange(), request, filter, watches);
  }
}
