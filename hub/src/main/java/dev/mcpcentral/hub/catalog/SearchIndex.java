package dev.mcpcentral.hub.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Ranks tools by BM25F: a word counts more in a name than in a long description, the more the rarer
 * it is, and less with each repetition. Lengths are compared with usual ones instead of the
 * average, so that one server's prose does not change the rank of another's tools.
 */
final class SearchIndex {
  /** The weight at which a word counts half of what it can: repetitions add less and less. */
  private static final double SATURATION = 2.5;

  /** How much a field longer than usual takes from its words: 0 nothing, 1 in proportion. */
  private static final double LENGTH_PENALTY = 0.65;

  /** What a synonym counts, the word itself being 1. */
  private static final double SYNONYM = 0.75;

  /** What a longer word counts that begins with the one asked for. */
  private static final double PREFIX = 0.6;

  /** How much more the tools of a server count that the query names. */
  private static final double NAMED_SERVER = 0.5;

  private static final int MIN_PREFIX = 3;
  private static final int MAX_PREFIXED = 40;
  private static final int MAX_QUERY_WORDS = 24;

  private final int tools;
  private final Map<String, Postings> postings = new HashMap<>();
  private final Map<String, Postings> servers = new HashMap<>();
  private final String[] vocabulary;

  SearchIndex(List<ToolSearch.Tool> tools) {
    this.tools = tools.size();
    for (int i = 0; i < tools.size(); i++) {
      add(i, tools.get(i));
    }
    postings.values().forEach(Postings::trim);
    servers.values().forEach(Postings::trim);
    vocabulary = postings.keySet().toArray(String[]::new);
    Arrays.sort(vocabulary);
  }

  private void add(int index, ToolSearch.Tool tool) {
    Map<String, Double> weights = new HashMap<>();
    Map<ToolText.Field, List<String>> text = ToolText.of(tool);
    new HashSet<>(text.getOrDefault(ToolText.Field.SERVER, List.of()))
        .forEach(word -> servers.computeIfAbsent(word, none -> new Postings()).add(index, 1));
    text.forEach((field, words) -> {
      double length = 1 - LENGTH_PENALTY + LENGTH_PENALTY * words.size() / field.usualLength;
      words.forEach(word -> weights.merge(word, field.weight / length, Double::sum));
    });
    weights.forEach((word, weight) ->
        postings
            .computeIfAbsent(word, none -> new Postings())
            .add(index, (float) (weight / (SATURATION + weight))));
  }

  /** Indices of the best tools, best first; equal ones in their own order. */
  List<Integer> best(String query, int limit) {
    Set<String> words = new LinkedHashSet<>(Words.of(query, MAX_QUERY_WORDS));
    if (words.isEmpty()) {
      words.addAll(Words.all(query, MAX_QUERY_WORDS));
    }
    double[] scores = new double[tools];
    words.forEach(word -> addScores(word, scores));
    preferNamedServers(words, scores);
    return IntStream.range(0, tools)
        .filter(i -> scores[i] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .limit(limit)
        .toList();
  }

  /**
   * Who names a server wants a tool of that server, the more so the less its name is a word of
   * others: {@code redis} is a name, {@code memory} often is not.
   */
  private void preferNamedServers(Set<String> words, double[] scores) {
    double[] named = new double[tools];
    for (String word : words) {
      Postings server = servers.get(word);
      if (server != null) {
        Postings all = Objects.requireNonNull(postings.get(word));
        server.raise(named, NAMED_SERVER * server.size() / all.size());
      }
    }
    for (int i = 0; i < tools; i++) {
      scores[i] *= 1 + named[i];
    }
  }

  /**
   * Of a word and its variants, the one that fits a tool best counts for that tool. A synonym that
   * happens to be rare counts no more than the word that was asked for.
   */
  private void addScores(String word, double[] scores) {
    double[] best = new double[tools];
    Postings own = postings.get(word);
    double ceiling = own == null ? Double.MAX_VALUE : own.rarity(tools);
    variants(word)
        .forEach((variant, weight) -> {
          Postings found = postings.get(variant);
          if (found != null) {
            found.raise(best, weight * Math.min(ceiling, found.rarity(tools)));
          }
        });
    for (int i = 0; i < tools; i++) {
      scores[i] += best[i];
    }
  }

  private Map<String, Double> variants(String word) {
    Map<String, Double> variants = new HashMap<>();
    Synonyms.of(word).forEach(synonym -> variants.put(synonym, SYNONYM));
    variants.put(word, 1.0);
    if (!postings.containsKey(word) && word.length() >= MIN_PREFIX) {
      prefixed(word).forEach(longer -> variants.putIfAbsent(longer, PREFIX));
    }
    return variants;
  }

  private List<String> prefixed(String prefix) {
    int found = Arrays.binarySearch(vocabulary, prefix);
    return Arrays.stream(vocabulary, found < 0 ? -found - 1 : found, vocabulary.length)
        .takeWhile(word -> word.startsWith(prefix))
        .limit(MAX_PREFIXED)
        .toList();
  }
}
