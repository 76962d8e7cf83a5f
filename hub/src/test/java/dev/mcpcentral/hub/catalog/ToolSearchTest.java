package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ToolSearchTest {
  @Test
  void nameCountsMoreThanDescription() {
    assertThat(
            find(
                "invoice",
                tool("a__x", "Sends mail, for example an invoice."),
                tool("a__invoice", "")))
        .containsExactly("a__invoice", "a__x");
  }

  @Test
  void notEveryWordNeedsToOccur() {
    assertThat(find("please draw me a chart of sales", tool("a__chart", ""), tool("a__mail", "")))
        .containsExactly("a__chart");
  }

  @Test
  void formsOfOneWordFindEachOther() {
    assertThat(find("creating invoices", tool("a__createInvoice", ""))).hasSize(1);
    assertThat(find("deletion of entries", tool("a__delete_entry", ""))).hasSize(1);
  }

  @Test
  void synonymFindsLessThanTheWordItself() {
    assertThat(find("remove folder", tool("a__delete_directory", ""), tool("a__remove_folder", "")))
        .containsExactly("a__remove_folder", "a__delete_directory");
  }

  @Test
  void beginningOfAWordIsEnough() {
    assertThat(find("screensh", tool("a__take_screenshot", ""))).hasSize(1);
  }

  @Test
  void namedServerComesFirst() {
    assertThat(
            find(
                "create issue in beta",
                tool("alpha__create_issue", ""),
                tool("beta__create_issue", "")))
        .containsExactly("beta__create_issue", "alpha__create_issue");
  }

  @Test
  void parametersAreSearched() {
    String schema =
        "{\"name\":\"x\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"filter\":{\"type\":\"object\","
            + "\"properties\":{\"postalCode\":{\"type\":\"string\",\"description\":\"of the recipient\"}}}}}}";
    ToolSearch.Tool tool = new ToolSearch.Tool("a__x", "a", Slice.of(schema));
    assertThat(find("postal", tool)).hasSize(1);
    assertThat(find("recipient", tool)).hasSize(1);
  }

  @Test
  void ideographsAreFoundOneByOne() {
    assertThat(find("天气", tool("a__tq", "查询城市天气预报"))).hasSize(1);
  }

  @Test
  void unreadableDefinitionIsFoundByItsName() {
    assertThat(find("status", new ToolSearch.Tool("a__status", "a", Slice.of("{\"name\":"))))
        .containsExactly("a__status");
  }

  @Test
  void equalToolsKeepTheirOrderAndLimitHolds() {
    ToolSearch.Tool[] same =
        IntStream.range(0, 9).mapToObj(i -> tool("a__ping", "")).toArray(ToolSearch.Tool[]::new);
    ToolSearch.Tool[] named = {tool("a__ping_two", "same"), tool("a__ping_one", "same")};
    assertThat(find("ping", named)).containsExactly("a__ping_two", "a__ping_one");
    assertThat(new ToolSearch(List.of(same)).find("ping", 3)).hasSize(3);
  }

  @Test
  void nothingFitsNothing() {
    assertThat(find("zebra", tool("a__chart", ""))).isEmpty();
    assertThat(find("what is it?", tool("a__chart", "what it is"))).isEmpty();
    assertThat(find("what is it?", tool("a__what_is", ""))).hasSize(1);
    assertThat(find("chart")).isEmpty();
    ToolSearch search = new ToolSearch(List.of());
    assertThatThrownBy(() -> search.find("chart", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tenThousandToolsAreIndexedSoon() {
    List<ToolSearch.Tool> tools = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      tools.add(
          tool(
              "s" + i % 300 + "__job_" + i,
              "Starts the job t" + i + ". " + "Some words. ".repeat(60)));
    }
    ToolSearch search = new ToolSearch(tools);
    List<String> found =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> search.find("start t4711", 5));
    assertThat(found).hasSize(5).first().isEqualTo("s211__job_4711");
  }

  private static List<String> find(String query, ToolSearch.Tool... tools) {
    return new ToolSearch(List.of(tools)).find(query, 10);
  }

  private static ToolSearch.Tool tool(String name, String description) {
    String server = name.substring(0, name.indexOf("__"));
    String json = "{\"name\":\"" + name + "\",\"description\":\"" + description + "\"}";
    return new ToolSearch.Tool(name, server, Slice.of(json));
  }
}
