package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Revision;
import org.jspecify.annotations.Nullable;

/** {@code initialize}: agrees on a revision and makes a session. */
final class Handshake {
  static final String METHOD = "initialize";
  private static final int MAX_CLIENT_NAME = 64;

  private final HubCard card;
  private final Dispatcher dispatcher;
  private final Sessions sessions;
  private final Snapshots snapshots;

  Handshake(HubCard card, Dispatcher dispatcher, Sessions sessions, Snapshots snapshots) {
    this.card = card;
    this.dispatcher = dispatcher;
    this.sessions = sessions;
    this.snapshots = snapshots;
  }

  /**
   * The response, and the session that begins with it.
   *
   * @param session null when the hub refuses
   */
  record Welcome(McpErrors response, @Nullable Session session) {}

  Welcome welcome(Origin origin, Envelope.Request request) {
    String asked = request.body().string("protocolVersion");
    if (asked == null) {
      String why = "initialize needs \"protocolVersion\"";
      return new Welcome(McpErrors.error(request.id(), 400, ErrorCode.INVALID_PARAMS, why), null);
    }
    Revision revision =
        Revision.of(asked)
            .filter(known -> known.era() == Era.LEGACY)
            .orElse(Revision.NEWEST_LEGACY);
    String name = clientName(request.body().find("clientInfo"));
    Slice welcome =
        card.initialized(revision, snapshots.current().catalog(origin.profile()), origin.scope());
    Ask ask = new Ask.Own(METHOD, new Outcome.Answer(welcome, false));
    Client client = Client.plain(revision, name);
    Outcome outcome = dispatcher.dispatch(origin.call(client, ask), Caller.SILENT);
    Session session = null;
    if (outcome instanceof Outcome.Answer) {
      ClientCapabilities capabilities = ClientCapabilities.of(request.body().find("capabilities"));
      session = sessions.create(origin.owner(), revision, name, capabilities);
    }
    return new Welcome(McpErrors.of(request.id(), outcome, Era.LEGACY), session);
  }

  /** What a client calls itself, cut to a bearable length. */
  static @Nullable String clientName(@Nullable Slice clientInfo) {
    String name = Members.inside(clientInfo).string("name");
    return name == null || name.length() <= MAX_CLIENT_NAME
        ? name
        : name.substring(0, MAX_CLIENT_NAME);
  }
}
