package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer of steps, then a result under a name of its own, or why there is none. */
final class GateStream {
  private final Output output;
  private @Nullable Slice last;

  GateStream(Output output) {
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

  Slice result(String name) {
    Slice json = last;
    if (json == null) {
      throw CommandFailure.failed(
          "no-answer", "the hub stopped before it was done: see mcp-central status");
    }
    Fields answer = Fields.of(json);
    if (answer.has("error")) {
      throw AdminClient.failure(answer);
    }
    return Objects.requireNonNull(answer.members().find(name));
  }
}
