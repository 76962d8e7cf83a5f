package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub's answer to one addition: steps and notes, then how it ended. */
final class CatalogStream {
  private final String name;
  private final Output output;
  private final boolean named;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Fields last;

  /**
   * @param named whether every step says which server it is about
   */
  CatalogStream(String name, Output output, boolean named) {
    this.name = name;
    this.output = output;
    this.named = named;
  }

  void line(String line) {
    Fields fields = Fields.of(Slice.of(line));
    if (fields.has("step")) {
      output.progress("  " + (named ? name + ": " : "") + fields.text("step"));
    } else if (fields.has("note")) {
      notes.add(fields.text("note"));
    } else {
      last = fields;
    }
  }

  CatalogResult end(Duration took) {
    Fields answer = last;
    if (answer == null) {
      return CatalogResult.failed(name, "the hub stopped before it was added", took);
    }
    if (answer.has("error")) {
      return CatalogResult.failed(name, answer.object("error").text("message"), took);
    }
    if (answer.has("skipped")) {
      return CatalogResult.skipped(name, answer.text("skipped"), took);
    }
    return CatalogResult.added(name, answer.object("server"), notes, took);
  }
}
