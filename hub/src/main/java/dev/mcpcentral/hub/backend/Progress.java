package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;

/** Progress notifications on their way back: the client's own token in place of ours. */
final class Progress {
  static final String METHOD = "notifications/progress";

  private Progress() {}

  /** Gives a server that reports progress more time, as far as {@code deadline} allows. */
  static void renews(Envelope.Notification note, Deadline deadline) {
    if (note.method().equals(METHOD)) {
      deadline.renew();
    }
  }

  static Slice withToken(Members params, Slice clientToken) {
    JsonBuffer buffer = new JsonBuffer(256).raw("{\"progressToken\":").slice(clientToken);
    for (Members.Member member : params.list()) {
      if (!member.name().equals("progressToken") && !member.name().equals("_meta")) {
        buffer.member(member.name(), member.value());
      }
    }
    return buffer.raw("}").slice();
  }
}
