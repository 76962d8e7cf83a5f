package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  private static final ServerName SERVER = new ServerName("s");

  @Test
  void everyWishIsRead() {
    Filter filter =
        filter(
            "{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true,\"resourceSubscriptions\":[\"a:1\",\"\\u00e9\"],\"x\":1}");
    assertThat(filter.lists())
        .containsExactlyInAnyOrder(Listing.TOOLS, Listing.PROMPTS, Listing.RESOURCES);
    assertThat(filter.uris()).containsExactly("a:1", "é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "3",
        "\"x\"",
        "{\"toolsListChanged\":false}",
        "{\"toolsListChanged\":\"true\"}",
        "{\"toolsListChanged\":1,\"resourceSubscriptions\":[]}",
        "{\"resourceSubscriptions\":[3,null,{},[\"a\"]]}",
        "{\"resourceTemplatesListChanged\":true}"
      })
  void whatIsNoWishIsNone(String json) {
    assertThat(filter(json)).isEqualTo(new Filter(Set.of(), List.of()));
    assertThat(filter(json).honoured(Set.of()).text()).isEqualTo("{}");
  }

  @Test
  void absentFilterWishesNothing() {
    assertThat(Filter.of(null)).isEqualTo(new Filter(Set.of(), List.of()));
  }

  @Test
  void resourcesAreBounded() {
    String many =
        IntStream.range(0, 300).mapToObj(i -> "\"a:" + i + "\"").collect(Collectors.joining(","));
    assertThat(filter("{\"resourceSubscriptions\":[" + many + "]}").uris())
        .hasSize(256)
        .endsWith("a:255");
  }

  @Test
  void clientIsToldWhatIsHonouredInItsOwnWords() {
    Filter filter =
        filter("{\"promptsListChanged\":true,\"resourceSubscriptions\":[\"a:1\",\"a:2\"]}");
    assertThat(filter.honoured(Set.of(new Watch(SERVER, "1", "a:\"1"))).text())
        .isEqualTo("{\"promptsListChanged\":true,\"resourceSubscriptions\":[\"a:\\\"1\"]}");
    assertThat(filter.honoured(Set.of()).text())
        .isEqualTo("{\"promptsListChanged\":true,\"resourceSubscriptions\":[]}");
  }

  private static Filter filter(String json) {
    return Filter.of(Slice.of(json));
  }
}
