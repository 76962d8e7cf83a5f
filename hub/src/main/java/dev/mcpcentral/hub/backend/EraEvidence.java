package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What an HTTP answer to {@code server/discover} says about the era of the server (2026-07-28,
 * basic/versioning). Refused credentials, redirects, overload and server errors say nothing.
 */
final class EraEvidence {
  private static final Set<Integer> MUTE = Set.of(401, 403, 407, 408, 425, 429);

  private EraEvidence() {}

  /**
   * The era to go on with.
   *
   * @throws PeerException when the answer does not tell, or the server speaks no revision of ours
   */
  static Era of(HttpWire.Answer answer) throws PeerException {
    Envelope envelope = answer.envelope().orElse(null);
    if (envelope != null && Handshake.speaksModern(envelope)) {
      return Era.MODERN;
    }
    int status = answer.status();
    if (MUTE.contains(status) || status >= 500 || (status >= 300 && status < 400)) {
      throw trouble("answered with HTTP status " + status);
    }
    if (envelope instanceof Envelope.ErrorResponse error) {
      checkModernError(error);
    }
    return Era.LEGACY;
  }

  /** Codes that only a modern server knows, so that a handshake would be of no use. */
  private static void checkModernError(Envelope.ErrorResponse error) throws PeerException {
    String code = String.valueOf(error.body().json("code"));
    if (is(code, ErrorCode.UNSUPPORTED_PROTOCOL_VERSION)) {
      Members data = Members.inside(error.body().find("data"));
      List<String> supported = JsonStrings.texts(data.find("supported"));
      if (Collections.disjoint(supported, Revision.dates(Era.LEGACY))) {
        throw trouble("supports no protocol version of ours: " + error.error().text());
      }
    } else if (is(code, ErrorCode.HEADER_MISMATCH)
        || is(code, ErrorCode.MISSING_CLIENT_CAPABILITY)) {
      throw trouble("refuses to be discovered: " + error.error().text());
    }
  }

  private static boolean is(String code, ErrorCode known) {
    return code.equals(String.valueOf(known.number()));
  }

  private static PeerException trouble(String what) {
    return new PeerException(PeerException.Kind.NOT_SENT, "the server " + what);
  }
}
