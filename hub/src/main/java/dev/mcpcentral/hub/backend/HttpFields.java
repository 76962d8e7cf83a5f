package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.UpstreamHeaders;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.HeaderValue;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The header fields of requests to one server, encoded once for every tool. None of a client's own
 * fields is among them: each hop makes its own (2026-07-28, basic/transports).
 */
final class HttpFields {
  private static final UpstreamHeaders BASE =
      UpstreamHeaders.NONE
          .with("Content-Type", "application/json")
          .with("Accept", "application/json, text/event-stream");
  private static final UpstreamHeaders BODILESS =
      UpstreamHeaders.NONE.with("Accept", "text/event-stream");

  private static final String VERSION = "MCP-Protocol-Version";

  private final Era era;
  private final boolean session;
  private final UpstreamHeaders plain;
  private final UpstreamHeaders bodiless;
  private final Map<String, UpstreamHeaders> named = new ConcurrentHashMap<>();

  private HttpFields(Era era, boolean session, UpstreamHeaders plain, UpstreamHeaders bodiless) {
    this.era = era;
    this.session = session;
    this.plain = plain;
    this.bodiless = bodiless;
  }

  static HttpFields modern() {
    return new HttpFields(
        Era.MODERN, false, BASE.with(VERSION, Revision.MODERN.toString()), BODILESS);
  }

  /** Before the handshake: neither version nor session are known. */
  static HttpFields handshake() {
    return new HttpFields(Era.LEGACY, false, BASE, BODILESS);
  }

  static HttpFields legacy(Revision revision, Optional<String> session) {
    return new HttpFields(
        Era.LEGACY,
        session.isPresent(),
        of(BASE, revision, session),
        of(BODILESS, revision, session));
  }

  private static UpstreamHeaders of(
      UpstreamHeaders base, Revision revision, Optional<String> session) {
    UpstreamHeaders versioned = base.with(VERSION, revision.toString());
    return session.map(id -> versioned.with("Mcp-Session-Id", id)).orElse(versioned);
  }

  Era era() {
    return era;
  }

  boolean hasSession() {
    return session;
  }

  UpstreamHeaders plain() {
    return plain;
  }

  /** Whether streams that broke can be taken up again: in the legacy era only. */
  boolean resumes() {
    return era == Era.LEGACY;
  }

  /** For a GET or DELETE, whose fields are the same but for the body's type. */
  UpstreamHeaders bodiless() {
    return bodiless;
  }

  /** For a GET that goes on where a stream has ended. */
  UpstreamHeaders resuming(StreamPosition position) {
    String lastId = position.lastId();
    return lastId == null ? bodiless : bodiless.with("Last-Event-ID", lastId);
  }

  /**
   * What a modern server wants to see twice; names come from the catalog, so there are not many.
   */
  UpstreamHeaders of(Peer.Outgoing outgoing) {
    return era == Era.LEGACY
        ? plain
        : named.computeIfAbsent(
            outgoing.method() + " " + outgoing.name(), ignored -> modern(outgoing));
  }

  private UpstreamHeaders modern(Peer.Outgoing outgoing) {
    UpstreamHeaders fields = plain.with("Mcp-Method", outgoing.method());
    return outgoing.name().isEmpty()
        ? fields
        : fields.with("Mcp-Name", HeaderValue.encode(outgoing.name()));
  }
}
