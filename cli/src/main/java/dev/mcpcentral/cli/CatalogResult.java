package dev.mcpcentral.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How the addition of one server went.
 *
 * @param result {@code ok}, {@code skipped} or {@code failed}
 * @param notes what the operator still has to do
 */
record CatalogResult(
    String name,
    String result,
    String risk,
    String tools,
    String detail,
    List<String> notes,
    Duration took) {
  CatalogResult {
    notes = List.copyOf(notes);
  }

  static CatalogResult added(String name, Fields server, List<String> notes, Duration took) {
    return new CatalogResult(
        name, "ok", server.text("risk"), server.shown("tools"), server.text("source"), notes, took);
  }

  static CatalogResult skipped(String name, String why, Duration took) {
    return new CatalogResult(name, "skipped", "", "", why, List.of(), took);
  }

  static CatalogResult failed(String name, String why, Duration took) {
    return new CatalogResult(name, "failed", "", "", why, List.of(), took);
  }

  boolean ok() {
    return !result.equals("failed");
  }

  String[] cells() {
    String seconds = String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    return new String[] {name, result, risk, tools, seconds, detail};
  }

  JsonObject json() {
    return new JsonObject()
        .put("name", name)
        .put("result", result)
        .put("risk", risk)
        .put("tools", tools)
        .put("detail", detail)
        .put("milliseconds", took.toMillis())
        .texts("notes", notes);
  }
}
