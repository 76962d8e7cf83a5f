package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;

/**
 * What a server answered to the first question: to {@code initialize} (2025-11-25, basic/lifecycle)
 * or to {@code server/discover} (2026-07-28, server/discover).
 */
final class Handshake {
  private Handshake() {}

  /** The revision that a response to {@code initialize} names. */
  static Revision chosen(Envelope answer) throws PeerException {
    if (!(answer instanceof Envelope.ResultResponse result)) {
      throw new PeerException(PeerException.Kind.BROKEN, "initialize was answered with an error");
    }
    String chosen = result.body().string("protocolVersion");
    return Revision.of(chosen == null ? "" : chosen)
        .filter(revision -> revision.era() == Era.LEGACY)
        .orElseThrow(() ->
            new PeerException(
                PeerException.Kind.BROKEN, "the server chose an unknown protocol version"));
  }

  /** Whether {@code answer} to {@code initialize} offers a revision that has a handshake. */
  static boolean isLegacy(Envelope answer) {
    return answer instanceof Envelope.ResultResponse result
        && Revision.dates(Era.LEGACY)
            .contains(String.valueOf(result.body().string("protocolVersion")));
  }

  /** Whether {@code answer} to {@code server/discover} names the modern revision. */
  static boolean speaksModern(Envelope answer) {
    return answer instanceof Envelope.ResultResponse result
        && String.valueOf(result.body().json("supportedVersions"))
            .contains("\"" + Revision.MODERN + "\"");
  }
}
