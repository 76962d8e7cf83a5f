package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is listed, in the order of the exposed names, read page by page.
 *
 * <p>A cursor names the last entry of the page before, so it stays good when entries come and go
 * between two pages.
 */
public final class EntryList {
  /** Entries on one page. */
  public static final int PAGE_SIZE = 1000;

  static final EntryList EMPTY = new EntryList(Listing.TOOLS, List.of());

  private final Listing listing;
  private final List<Catalog.Entry> entries;
  private final Map<String, Catalog.Entry> byName;
  private final ToolSearch search;

  EntryList(Listing listing, List<Catalog.Entry> unsorted) {
    this.listing = listing;
    entries = unsorted.stream().sorted(Comparator.comparing(Catalog.Entry::name)).toList();
    byName = HashMap.newHashMap(entries.size());
    entries.forEach(entry -> byName.put(entry.name(), entry));
    search = new ToolSearch(entries.stream().map(EntryList::searched).toList());
  }

  Catalog.@Nullable Entry find(String name) {
    return byName.get(name);
  }

  public List<Catalog.Entry> entries() {
    return entries;
  }

  /** Estimated size of all definitions in a model's context. */
  public long tokens() {
    return TokenEstimate.of(entries.stream().map(Catalog.Entry::definition).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntryList list && list.entries.equals(entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /**
   * One page as the result of the request that lists them.
   *
   * @param cursor where to go on, or null for the beginning
   * @param freshFor how long a modern client may keep it (2026-07-28, server/utilities/caching)
   * @return empty when the cursor is none of ours
   */
  public Optional<Slice> page(@Nullable String cursor, Revision revision, Duration freshFor) {
    int from = cursor == null ? 0 : after(cursor);
    if (from < 0) {
      return Optional.empty();
    }
    int to = Math.min(from + PAGE_SIZE, entries.size());
    JsonBuffer page =
        new JsonBuffer(size(from, to) + 256).raw("{\"").raw(listing.member()).raw("\":[");
    for (int i = from; i < to; i++) {
      page.comma().slice(entries.get(i).shownTo(revision));
    }
    page.raw("]");
    if (to < entries.size()) {
      page.raw(",\"nextCursor\":\"").raw(cursor(entries.get(to - 1).name())).raw("\"");
    }
    if (revision.era() == Era.MODERN) {
      page.raw(",\"resultType\":\"complete\",\"cacheScope\":\"private\",\"ttlMs\":")
          .number(freshFor.toMillis());
    }
    return Optional.of(page.raw("}").slice());
  }

  private int size(int from, int to) {
    int size = 0;
    for (int i = from; i < to; i++) {
      size += entries.get(i).definition().length() + 1;
    }
    return size;
  }

  private static String cursor(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("t:" + last).getBytes(StandardCharsets.UTF_8));
  }

  /** The index after the entry that the cursor names, or -1 when it is no cursor of ours. */
  private int after(String cursor) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      return -1;
    }
    if (!text.startsWith("t:") || !cursor(text.substring(2)).equals(cursor)) {
      return -1;
    }
    return firstGreaterThan(text.substring(2));
  }

  private int firstGreaterThan(String name) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).name().compareTo(name) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What fits {@code query} best, best first; see {@link ToolSearch#find}. */
  public List<Catalog.Entry> search(String query, int limit) {
    return search.find(query, limit).stream()
        .map(name -> Objects.requireNonNull(byName.get(name)))
        .toList();
  }

  private static ToolSearch.Tool searched(Catalog.Entry entry) {
    return new ToolSearch.Tool(entry.name(), entry.route().server().value(), entry.definition());
  }
}
