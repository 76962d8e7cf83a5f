package dev.mcpcentral.hub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChoicesTest {
  private static final String CATALOG =
      """
      version: 1
      servers:
        example:
          reviewed: {date: 2026-11-22, check: read}
          parameters:
            host: {description: "Host name"}
            sites: {kind: list, description: "Addresses", default: "a.example:443, b.example:443"}
          secrets:
            - {name: example.key, env: API_KEY, description: "The key", required: true, placeholder: not-set}
          spec:
            source: npm:example@1.0.0
            args: ["--url", "https://${host}/api"]
            egress: "${sites}"
      """;

  private static CatalogEntry entry(String origin) {
    return new EntryReader(origin).read(Tree.read(CATALOG, 1 << 20)).getFirst();
  }

  private static JsonNode spec(Map<String, String> values) {
    return JsonMapper.shared().readTree(entry(CatalogEntry.OWN).order(values).spec());
  }

  @Test
  void choicesTakeTheirPlaces() {
    JsonNode spec = spec(Map.of("host", "api.example", "sites", "c.example:8443"));
    assertThat(spec.path("args").path(1).asString()).isEqualTo("https://api.example/api");
    assertThat(spec.path("egress").toString()).isEqualTo("[\"c.example:8443\"]");
  }

  @Test
  void aListIsSplitAtItsCommas() {
    assertThat(spec(Map.of("host", "h")).path("egress").valueStream().map(JsonNode::asString))
        .containsExactly("a.example:443", "b.example:443");
  }

  @Test
  void aMissingChoiceIsAskedFor() {
    assertThatThrownBy(() -> spec(Map.of()))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("--set host=…")
        .hasMessageContaining("Host name");
  }

  @Test
  void aChoiceThatNobodyOffersIsRefused() {
    assertThatThrownBy(() -> spec(Map.of("host", "h", "network", "open")))
        .hasMessageContaining("no parameter 'network'")
        .hasMessageContaining("API_KEY");
  }

  @Test
  void aMissingSecretIsSaidAndItsPlaceHeld() {
    CatalogEntry.Order order = entry(CatalogEntry.OWN).order(Map.of("host", "h"));
    assertThat(order.notes()).singleElement().asString().contains("API_KEY", "The key");
    assertThat(order.spec()).contains("\"API_KEY\":\"not-set\"");
  }

  @Test
  void aReferenceToASecretIsNoValue() {
    for (String reference : List.of("env:HUB_KEY", "file:/etc/mcp/key")) {
      JsonNode spec = spec(Map.of("host", "h", "API_KEY", reference));
      assertThat(spec.path("secrets").path("API_KEY").asString()).isEqualTo(reference);
      assertThat(spec.path("env").has("API_KEY")).isFalse();
    }
  }

  @Test
  void aGivenSecretNeedsNoNote() {
    CatalogEntry.Order order =
        entry(CatalogEntry.OWN).order(Map.of("host", "h", "API_KEY", "s3cret"));
    assertThat(order.notes()).isEmpty();
    assertThat(order.spec()).contains("\"API_KEY\":\"s3cret\"");
  }

  @Test
  void aValueNeverBecomesAnotherKey() {
    String hostile = "x\", \"network\": \"open\", \"y\": \"${sites}";
    JsonNode spec = spec(Map.of("host", hostile));
    assertThat(spec.propertyNames()).containsExactly("source", "args", "egress", "env");
    assertThat(spec.path("args").path(1).asString()).isEqualTo("https://" + hostile + "/api");
  }

  @Test
  void whatNobodyOfOursReviewedIsPendingWhateverItSays() {
    assertThat(entry("stranger").review()).isEmpty();
    assertThat(entry("stranger").order(Map.of("host", "h")).spec())
        .contains("\"review\":\"pending\"");
    assertThat(List.of(entry(CatalogEntry.OWN).order(Map.of("host", "h")).spec()))
        .noneMatch(spec -> spec.contains("pending"));
  }
}
