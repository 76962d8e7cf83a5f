package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds servers of the catalog, two at a time, and tells at the end how each went. */
final class CatalogAdditions {
  private static final int AT_A_TIME = 2;

  private final AdminClient hub;
  private final Output output;
  private final Map<String, String> choices;
  private final @Nullable String as;
  private final boolean several;

  /**
   * @param choices for every server that has such a parameter
   * @param several whether one server's failure leaves the others alone
   */
  CatalogAdditions(
      AdminClient hub,
      Output output,
      Map<String, String> choices,
      @Nullable String as,
      boolean several) {
    this.hub = hub;
    this.output = output;
    this.choices = choices;
    this.as = as;
    this.several = several;
  }

  int run(List<String> names) {
    List<CatalogResult> results = results(names);
    if (output.json()) {
      List<JsonObject> rows = results.stream().map(CatalogResult::json).toList();
      output.document(new JsonObject().put("servers", rows).slice());
    } else {
      table(results);
    }
    return results.stream().allMatch(CatalogResult::ok) ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<CatalogResult> results(List<String> names) {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      List<CompletableFuture<CatalogResult>> running =
          names.stream()
              .map(name -> CompletableFuture.supplyAsync(() -> add(name), workers))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  private CatalogResult add(String name) {
    long begin = System.nanoTime();
    CatalogStream stream = new CatalogStream(name, output, several);
    try {
      hub.lines("POST", "/catalog/add", body(name), stream::line);
      return stream.end(since(begin));
    } catch (CommandFailure failure) {
      return CatalogResult.failed(name, failure.text(), since(begin));
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Slice body(String name) {
    JsonObject body = new JsonObject().put("entry", name);
    if (as != null) {
      body.put("as", as);
    }
    return body.texts("parameters", several ? fitting(name) : choices).slice();
  }

  /** With several servers a choice is meant for those that leave it to the operator. */
  private Map<String, String> fitting(String name) {
    Fields entry = Fields.of(hub.get(CatalogCommand.entryPath(name)));
    Set<String> known = new HashSet<>();
    entry.objects("parameters").forEach(parameter -> known.add(parameter.text("name")));
    entry.objects("secrets").forEach(secret -> known.add(secret.text("env")));
    return choices.entrySet().stream()
        .filter(choice -> known.contains(choice.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void table(List<CatalogResult> results) {
    Table table = new Table(1, "SERVER", "RESULT", "RISK", "TOOLS", "SECONDS", "DETAIL");
    results.forEach(result -> table.row(result.cells()));
    table.print(output);
    for (CatalogResult result : results) {
      result.notes().forEach(note -> output.line("  " + result.name() + ": " + note));
    }
  }
}
