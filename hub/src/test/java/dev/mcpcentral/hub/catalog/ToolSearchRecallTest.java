package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.catalog.LabelledTools.Query;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How often the search shows a right tool among the first five, on real tools. */
class ToolSearchRecallTest {
  private static final int SHOWN = 5;

  private final LabelledTools labelled;
  private final ToolSearch search;

  ToolSearchRecallTest() throws IOException, MalformedJsonException {
    labelled = LabelledTools.read();
    search = new ToolSearch(labelled.tools());
  }

  @Test
  void rightToolIsAmongTheFirstFive() {
    List<Query> all = labelled.queries();
    List<Query> holdOut = all.stream().filter(Query::holdOut).toList();
    List<Query> tuning = all.stream().filter(query -> !query.holdOut()).toList();
    System.Logger log = System.getLogger(ToolSearchRecallTest.class.getName());
    log.log(System.Logger.Level.INFO, figures("all", all));
    log.log(System.Logger.Level.INFO, figures("tuning", tuning));
    log.log(System.Logger.Level.INFO, figures("hold-out", holdOut));
    assertThat(hits(all)).isGreaterThanOrEqualTo(0.90);
    assertThat(hits(holdOut)).isGreaterThanOrEqualTo(0.80);
  }

  @Test
  void everyLabelIsOneOfManyTools() {
    Map<String, Long> servers =
        labelled.tools().stream()
            .collect(Collectors.groupingBy(ToolSearch.Tool::server, Collectors.counting()));
    List<String> names = labelled.tools().stream().map(ToolSearch.Tool::name).toList();
    assertThat(servers).hasSizeGreaterThanOrEqualTo(20);
    assertThat(names).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
    assertThat(labelled.queries()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(labelled.queries())
        .allSatisfy(query -> {
          assertThat(query.right()).isNotEmpty().isSubsetOf(names);
        });
  }

  @Test
  void aSearchCostsLittleOfWhatAllDefinitionsCost() {
    Map<String, ToolSearch.Tool> byName = new HashMap<>();
    labelled.tools().forEach(tool -> byName.put(tool.name(), tool));
    long full =
        TokenEstimate.of(labelled.tools().stream().map(ToolSearch.Tool::definition).toList());
    double found =
        labelled.queries().stream()
            .mapToLong(query ->
                TokenEstimate.of(
                    search.find(query.text(), SHOWN).stream()
                        .map(name -> Objects.requireNonNull(byName.get(name)).definition())
                        .toList()))
            .average()
            .orElseThrow();
    System.getLogger(ToolSearchRecallTest.class.getName())
        .log(System.Logger.Level.INFO, "tokens: all definitions {0}, one search {1}", full, found);
    assertThat(found).isLessThan(full / 20.0);
  }

  private String figures(String set, List<Query> queries) {
    double reciprocal =
        queries.stream().mapToDouble(query -> 1.0 / rank(query)).average().orElse(0);
    double share = queries.stream().mapToDouble(this::shareOfRight).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s: %d queries, recall@5 %.3f, MRR %.3f, share of all right tools %.3f",
        set,
        queries.size(),
        hits(queries),
        reciprocal,
        share);
  }

  private double hits(List<Query> queries) {
    return queries.stream().mapToInt(query -> rank(query) <= SHOWN ? 1 : 0).average().orElse(0);
  }

  /** From 1; beyond all tools when no right one was found. */
  private double rank(Query query) {
    List<String> found = search.find(query.text(), labelled.tools().size());
    for (int i = 0; i < found.size(); i++) {
      if (query.right().contains(found.get(i))) {
        return i + 1;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private double shareOfRight(Query query) {
    long found = search.find(query.text(), SHOWN).stream().filter(query.right()::contains).count();
    return (double) found / Math.min(SHOWN, query.right().size());
  }
}
