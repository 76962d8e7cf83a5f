package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds tools by words, for agents whose context is too small for all definitions. In memory,
 * without any service; the index is built at the first search and then only read.
 *
 * <p>Immutable for its users and safe for any number of threads.
 */
public final class ToolSearch {
  /**
   * What is searched of one tool.
   *
   * @param name the exposed name
   * @param server the name of its server
   * @param definition the tool's JSON object; when it cannot be read, names alone are searched
   */
  public record Tool(String name, String server, Slice definition) {}

  private final List<Tool> tools;
  private volatile @Nullable SearchIndex index;

  /** The order of {@code tools} decides between equally good ones. */
  public ToolSearch(List<Tool> tools) {
    this.tools = List.copyOf(tools);
  }

  /**
   * The names of the tools that fit {@code query} best, best first; empty when no word of it
   * occurs.
   *
   * @param query words in any order; not all of them need to occur
   * @param limit at most so many, 1 or more
   */
  public List<String> find(String query, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return index().best(query, limit).stream().map(i -> tools.get(i).name()).toList();
  }

  private SearchIndex index() {
    SearchIndex built = index;
    return built == null ? build() : built;
  }

  private synchronized SearchIndex build() {
    SearchIndex built = index;
    if (built == null) {
      built = new SearchIndex(tools);
      index = built;
    }
    return built;
  }
}
