package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryListTest {
  private static final Duration FRESH = Duration.ofSeconds(2);

  @Test
  void walkSeesEveryToolOnceInPagesOfAThousand() throws MalformedJsonException {
    EntryList list = list(IntStream.range(0, 2500));
    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Members page = page(list, cursor);
      List<String> names = names(page);
      seen.addAll(names);
      sizes.add(names.size());
      cursor = page.string("nextCursor");
    } while (cursor != null);
    assertThat(sizes).containsExactly(1000, 1000, 500);
    assertThat(seen).hasSize(2500).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void fullLastPageHasNoCursor() throws MalformedJsonException {
    assertThat(page(list(IntStream.range(0, 1000)), null).find("nextCursor")).isNull();
    assertThat(page(list(IntStream.range(0, 1001)), null).find("nextCursor")).isNotNull();
  }

  @Test
  void cursorStaysGoodWhenToolsComeAndGoBetweenPages() throws MalformedJsonException {
    String cursor = page(list(IntStream.range(0, 1500)), null).string("nextCursor");
    IntStream without = IntStream.range(0, 1500).filter(i -> i < 990 || i > 1010);
    assertThat(names(page(list(without), cursor)).getFirst()).isEqualTo(name(1011));
    IntStream more = IntStream.range(0, 3000).filter(i -> i % 2 == 0 || i < 1500);
    assertThat(names(page(list(more), cursor)).getFirst()).isEqualTo(name(1000));
    assertThat(names(page(list(IntStream.range(0, 10)), cursor))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1000", "!!", "dDo=", "x:abc", "dA", "eDphYmM"})
  void foreignCursorIsRefused(String cursor) {
    assertThat(list(IntStream.range(0, 3)).page(cursor, Revision.MODERN, FRESH)).isEmpty();
  }

  @Test
  void cursorThatIsNotTextIsRefused() {
    byte[] bytes = {'t', ':', (byte) 0xFF};
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(list(IntStream.range(0, 3)).page(cursor, Revision.MODERN, FRESH)).isEmpty();
    String own =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("t:é".getBytes(StandardCharsets.UTF_8));
    assertThat(list(IntStream.range(0, 3)).page(own, Revision.MODERN, FRESH)).isPresent();
  }

  @Test
  void onlyModernPagesSayHowLongTheyStayFresh() throws MalformedJsonException {
    EntryList list = list(IntStream.range(0, 1));
    Members modern = page(list, null);
    assertThat(modern.json("ttlMs")).isEqualTo("2000");
    assertThat(modern.string("resultType")).isEqualTo("complete");
    Members legacy = Members.ofObject(list.page(null, Revision.NEWEST_LEGACY, FRESH).orElseThrow());
    assertThat(legacy.list()).extracting(Members.Member::name).containsExactly("tools");
  }

  @Test
  void emptyListIsAPageToo() throws MalformedJsonException {
    assertThat(page(EntryList.EMPTY, null).json("tools")).isEqualTo("[]");
  }

  @Test
  void searchGivesTheBestEntriesWithinItsBound() {
    EntryList list = list(IntStream.range(0, 50));
    assertThat(list.search("TOOL 0007", 10))
        .extracting(Catalog.Entry::name)
        .startsWith(name(7))
        .hasSize(10);
    assertThat(list.search("nowhere", 10)).isEmpty();
  }

  private static Members page(EntryList list, @Nullable String cursor)
      throws MalformedJsonException {
    return Members.ofObject(list.page(cursor, Revision.MODERN, FRESH).orElseThrow());
  }

  private static List<String> names(Members page) throws MalformedJsonException {
    List<String> names = new ArrayList<>();
    for (Slice tool : JsonScan.array(Objects.requireNonNull(page.find("tools")))) {
      names.add(Objects.requireNonNull(Members.ofObject(tool).string("name")));
    }
    return names;
  }

  private static String name(int number) {
    return "tool-%04d".formatted(number);
  }

  private static EntryList list(IntStream numbers) {
    return new EntryList(Listing.TOOLS, numbers.mapToObj(EntryListTest::entry).toList());
  }

  private static Catalog.Entry entry(int number) {
    Route route = new Route(new ServerName("s"), name(number), "sha256:00", "00");
    Slice definition = Slice.of("{\"name\":\"" + name(number) + "\"}");
    return new Catalog.Entry(name(number), route, RiskLevel.LOW, definition);
  }
}
