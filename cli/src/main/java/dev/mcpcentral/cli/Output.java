package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.io.PrintStream;

/**
 * What a command says: results on standard output, everything else on standard error. With {@code
 * --json} standard output carries JSON only.
 */
final class Output {
  private final Surroundings surroundings;
  private final boolean json;

  Output(Surroundings surroundings, boolean json) {
    this.surroundings = surroundings;
    this.json = json;
  }

  boolean json() {
    return json;
  }

  PrintStream out() {
    return surroundings.out();
  }

  /** A line for people; what servers wrote cannot steer the terminal. */
  void line(String text) {
    surroundings.out().println(Printable.text(text));
  }

  /** A line that holds our own colours. */
  void painted(String text) {
    surroundings.out().println(text);
  }

  void document(Slice document) {
    surroundings.out().write(document.array(), document.offset(), document.length());
    surroundings.out().println();
    surroundings.out().flush();
  }

  /** How something is going, for whoever waits; silent with {@code --json}. */
  void progress(String text) {
    if (!json) {
      surroundings.err().println(Printable.text(text));
    }
  }

  void warning(String text) {
    surroundings.err().println(paint().yellow("warning: ") + Printable.text(text));
  }

  void error(CommandFailure failure) {
    if (json) {
      document(
          new JsonObject()
              .put(
                  "error",
                  new JsonObject().put("code", failure.code()).put("message", failure.text()))
              .slice());
    } else {
      surroundings.err().println(paint().red("error: ") + Printable.text(failure.text()));
    }
  }

  Paint paint() {
    return Paint.of(surroundings, json);
  }
}
