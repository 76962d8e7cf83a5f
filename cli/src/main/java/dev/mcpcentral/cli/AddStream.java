package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/** The answer to {@code add}: steps, then the server or why there is none. */
final class AddStream {
  private final Output output;
  private @Nullable Slice last;

  AddStream(Output output) {
    this.output = output;
  }

  void line(String line) {
    Slice json = Slice.of(line);
    Fields fields = Fields.of(json);
    if (fields.has("step")) {
      output.progress("  " + fields.text("step"));
    } else {
      last = json;
    }
  }

  int end(String name) {
    Slice json = last;
    if (json == null) {
      throw CommandFailure.failed(
          "no-answer", "the hub stopped before '" + name + "' was added: see mcp-central status");
    }
    Fields answer = Fields.of(json);
    if (answer.has("error")) {
      throw AdminClient.failure(answer);
    }
    if (output.json()) {
      output.document(json);
    } else {
      Fields server = answer.object("server");
      output.line(
          "%s is added: %s, risk %s, %s tools (mcp-central tools %s)"
              .formatted(
                  name, server.text("source"), server.text("risk"), server.shown("tools"), name));
    }
    return ExitCode.OK;
  }
}
