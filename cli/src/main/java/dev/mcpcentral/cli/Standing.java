package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;

/** How a server stands after a change, in one line. */
final class Standing {
  private Standing() {}

  static void print(String server, Slice answer, Output output) {
    Fields now = Fields.of(answer).object("server");
    String detail = now.text("detail");
    output.line(
        "%s is %s, %s risk%s"
            .formatted(
                server,
                now.text("state"),
                now.text("risk"),
                detail.isEmpty() ? "" : " (" + detail + ")"));
  }
}
