package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer of the hub in lines: steps, then the result or why there is none. */
final class StepLines {
  private final Output output;
  private final String done;
  private @Nullable Slice last;

  /** {@code done} completes "the hub stopped before …". */
  StepLines(Output output, String done) {
    this.output = output;
    this.done = done;
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

  /** Prints the result's member {@code name}, for people by {@code show}. */
  int end(String name, Consumer<Fields> show) {
    Slice json = answer();
    if (output.json()) {
      output.document(json);
    } else {
      show.accept(Fields.of(json).object(name));
    }
    return ExitCode.OK;
  }

  /** The result's member {@code name}. */
  Slice result(String name) {
    return Objects.requireNonNull(Fields.of(answer()).members().find(name));
  }

  private Slice answer() {
    Slice json = last;
    if (json == null) {
      throw CommandFailure.failed(
          "no-answer", "the hub stopped before " + done + ": see mcp-central status");
    }
    Fields answer = Fields.of(json);
    if (answer.has("error")) {
      throw AdminClient.failure(answer);
    }
    return json;
  }
}
