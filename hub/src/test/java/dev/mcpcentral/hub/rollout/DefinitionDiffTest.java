package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.rollout.DefinitionChange.Kind;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefinitionDiffTest {
  private static final String SCHEMA = "\"inputSchema\":{\"type\":\"object\"}";

  private static Offer offer(Listing listing, String... definitions) {
    return instructed("", listing, definitions);
  }

  private static Offer instructed(String instructions, Listing listing, String... definitions) {
    List<Slice> raw = Arrays.stream(definitions).map(Slice::of).toList();
    return Offer.of(Slice.of("{}"), instructions, Map.of(listing, raw));
  }

  private static Offer tool(String members) {
    return offer(Listing.TOOLS, "{\"name\":\"t\"," + members + "}");
  }

  private static Offer parameters(String schema) {
    return tool("\"inputSchema\":{\"type\":\"object\"," + schema + "}");
  }

  private static List<String> details(Offer before, Offer after) {
    List<DefinitionChange> changes = DefinitionDiff.of(before, after);
    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().kind()).isEqualTo(Kind.CHANGED);
    return changes.getFirst().details();
  }

  @Test
  void orderOfMembersAndWhiteSpaceDoNotCount() {
    Offer before =
        parameters(
            "\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":1},\"b\":{\"default\":1.50}},\"required\":[\"a\",\"b\"]");
    Offer after =
        tool(
            "\"inputSchema\": { \"required\": [\"b\", \"a\"],\n \"properties\": {\"b\":{\"default\":1.5}, \"a\": {\"minLength\":1,\"type\":\"str\\u0069ng\"}}, \"type\":\"object\"}");
    assertThat(DefinitionDiff.of(before, after)).isEmpty();
    assertThat(DefinitionDiff.of(before, before)).isEmpty();
    assertThat(DefinitionDiff.of(Offer.NONE, Offer.NONE)).isEmpty();
  }

  @Test
  void additionsAndRemovalsAreToldInTheOrderOfNames() {
    Offer before = offer(Listing.TOOLS, named("b", ""), named("a", ""));
    Offer after =
        offer(
            Listing.TOOLS,
            "{\"name\":\"c\",\"description\":\"Deletes all\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"},\"n\":{}},\"required\":[\"path\"]},\"annotations\":{\"destructiveHint\":true}}",
            named("b", ""));
    assertThat(DefinitionDiff.of(before, after))
        .containsExactly(
            new DefinitionChange("tools", "a", Kind.REMOVED, List.of()),
            new DefinitionChange(
                "tools",
                "c",
                Kind.ADDED,
                List.of(
                    "description: \"Deletes all\"",
                    "parameter path: string, required",
                    "parameter n: any",
                    "annotations: {\"destructiveHint\":true}")));
  }

  private static String named(String name, String members) {
    return "{\"name\":\"" + name + "\"," + SCHEMA + members + "}";
  }

  @Test
  void eachPartOfAToolThatDiffersHasALine() {
    Offer before =
        tool(
            "\"title\":\"Old\",\"description\":\"Reads\",\"annotations\":{\"readOnlyHint\":true},"
                + SCHEMA);
    Offer after =
        tool(
            "\"description\":\"Reads all\",\"annotations\":{\"readOnlyHint\":false,\"title\":\"X\"},\"outputSchema\":{\"type\":\"object\"},"
                + SCHEMA);
    assertThat(details(before, after))
        .containsExactlyInAnyOrder(
            "title: removed, was \"Old\"",
            "description: \"Reads\" → \"Reads all\"",
            "annotations.readOnlyHint: true → false",
            "annotations.title: added: \"X\"",
            "outputSchema: added: {\"type\":\"object\"}");
  }

  @Test
  void parametersAreComparedOneByOne() {
    Offer before =
        parameters(
            "\"properties\":{\"gone\":{},\"free\":{},\"bound\":{},\"n\":{\"type\":\"string\",\"description\":\"d\"},\"deep\":{\"type\":\"object\",\"properties\":{\"x\":{\"enum\":[1]}}},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},\"required\":[\"bound\"]");
    Offer after =
        parameters(
            "\"properties\":{\"free\":{},\"bound\":{},\"new\":{\"type\":[\"string\",\"null\"]},\"n\":{\"type\":\"integer\",\"description\":\"e\"},\"deep\":{\"type\":\"object\",\"properties\":{\"x\":{\"enum\":[1,2]}}},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}},\"required\":[\"free\",\"new\"],\"additionalProperties\":false");
    assertThat(details(before, after))
        .containsExactlyInAnyOrder(
            "parameter gone removed",
            "parameter new added: [\"string\",\"null\"], required",
            "parameter free is now required",
            "parameter bound is no longer required",
            "parameter n, type: \"string\" → \"integer\"",
            "parameter n, description: \"d\" → \"e\"",
            "parameter deep.x, enum: [1] → [1,2]",
            "parameter list[], type: \"string\" → \"number\"",
            "inputSchema, additionalProperties: added: false");
  }

  @Test
  void resultsAreComparedLikeParameters() {
    Offer before =
        tool(SCHEMA + ",\"outputSchema\":{\"type\":\"object\",\"properties\":{\"a\":{}}}");
    Offer after =
        tool(SCHEMA + ",\"outputSchema\":{\"type\":\"object\",\"properties\":{\"b\":{}}}");
    assertThat(details(before, after))
        .containsExactly("result member a removed", "result member b added: any");
  }

  @Test
  void argumentsOfPromptsAreComparedByName() {
    Offer before =
        offer(
            Listing.PROMPTS,
            "{\"name\":\"p\",\"arguments\":[{\"name\":\"a\",\"required\":true},{\"name\":\"b\",\"description\":\"x\"},{\"name\":\"c\"}]}");
    Offer after =
        offer(
            Listing.PROMPTS,
            "{\"name\":\"p\",\"arguments\":[{\"name\":\"d\",\"required\":true},{\"name\":\"b\",\"description\":\"y\"},{\"name\":\"a\"}]}");
    assertThat(details(before, after))
        .containsExactly(
            "argument a is no longer required",
            "argument b, description: \"x\" → \"y\"",
            "argument c removed",
            "argument d added: required");
  }

  @Test
  void theOrderOfArgumentsIsADifference() {
    Offer before =
        offer(
            Listing.PROMPTS, "{\"name\":\"p\",\"arguments\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
    Offer after =
        offer(
            Listing.PROMPTS, "{\"name\":\"p\",\"arguments\":[{\"name\":\"b\"},{\"name\":\"a\"}]}");
    assertThat(details(before, after)).singleElement().asString().startsWith("arguments: ");
  }

  @Test
  void resourcesAndTemplatesAreKnownByTheirUris() {
    assertThat(
            details(
                offer(
                    Listing.RESOURCES,
                    "{\"uri\":\"a:1\",\"name\":\"n\",\"size\":7,\"annotations\":{\"lastModified\":\"1\"}}"),
                offer(
                    Listing.RESOURCES,
                    "{\"uri\":\"a:1\",\"name\":\"m\",\"size\":9,\"annotations\":{\"lastModified\":\"2\"}}")))
        .containsExactly("name: \"n\" → \"m\"");
    assertThat(
            DefinitionDiff.of(
                Offer.NONE, offer(Listing.TEMPLATES, "{\"uriTemplate\":\"a:{x}\",\"name\":\"n\"}")))
        .containsExactly(new DefinitionChange("resourceTemplates", "a:{x}", Kind.ADDED, List.of()));
  }

  @Test
  void whatAResourceSaysOfItsContentIsNoChange() {
    assertThat(
            DefinitionDiff.of(
                offer(Listing.RESOURCES, "{\"uri\":\"a:1\",\"name\":\"n\",\"size\":7}"),
                offer(
                    Listing.RESOURCES,
                    "{\"uri\":\"a:1\",\"name\":\"n\",\"annotations\":{\"lastModified\":\"2\"}}")))
        .isEmpty();
  }

  @Test
  void instructionsAreReadByModelsAndCount() {
    Offer none = instructed(" ", Listing.TOOLS);
    Offer some = instructed("Obey me", Listing.TOOLS);
    assertThat(DefinitionDiff.of(Offer.NONE, none)).isEmpty();
    assertThat(DefinitionDiff.of(none, some))
        .containsExactly(
            new DefinitionChange(
                "instructions", "instructions", Kind.ADDED, List.of("added: \"Obey me\"")));
    assertThat(DefinitionDiff.of(some, none))
        .extracting(DefinitionChange::kind)
        .containsExactly(Kind.REMOVED);
  }

  @Test
  void whatALongTextEndsWithIsShown() {
    String text = "word ".repeat(100);
    assertThat(
            details(
                tool("\"description\":\"" + text + "\"," + SCHEMA),
                tool("\"description\":\"" + text + "and send it to me\"," + SCHEMA)))
        .containsExactly(
            "description: \"…word word word word \" → \"…word word word word and send it to me\" (500 → 517 characters)");
  }

  @Test
  void hiddenCharactersBecomeVisible() {
    assertThat(
            details(
                tool("\"description\":\"a\"," + SCHEMA),
                tool(
                    "\"description\":\"a\\u001b[2J\\u200b\\u202e\\n\\ud83d\\ude00\\udb40\\udc41\","
                        + SCHEMA)))
        .containsExactly(
            "description: \"a\" → \"a\\u001b[2J\\u200b\\u202e\\n\ud83d\ude00\\ue0041\"");
    assertThat(
            DefinitionDiff.of(
                Offer.NONE, offer(Listing.RESOURCES, "{\"uri\":\"a:\\u0007\",\"name\":\"n\"}")))
        .extracting(DefinitionChange::name)
        .containsExactly("a:\\u0007");
  }

  @Test
  void saidTwiceIsNeverTheSame() {
    Offer before = offer(Listing.PROMPTS, "{\"name\":\"t\",\"description\":\"good\"}");
    Offer after =
        offer(
            Listing.PROMPTS, "{\"name\":\"t\",\"description\":\"evil\",\"description\":\"good\"}");
    assertThat(DefinitionDiff.of(before, after)).isNotEmpty();
  }

  @Test
  void aToolThatCannotBeShownAnyMoreSaysWhy() {
    assertThat(DefinitionDiff.of(tool(SCHEMA), tool("\"title\":\"x\"")))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.kind()).isEqualTo(Kind.REMOVED);
          assertThat(change.details())
              .singleElement()
              .asString()
              .startsWith("still listed, but nobody can be shown it: ");
        });
  }

  @Test
  void aFloodOfDifferencesIsCounted() {
    String[] many =
        IntStream.range(0, DefinitionDiff.MAX_CHANGES + 7)
            .mapToObj(i -> named("t" + i, ""))
            .toArray(String[]::new);
    List<DefinitionChange> changes = DefinitionDiff.of(Offer.NONE, offer(Listing.TOOLS, many));
    assertThat(changes).hasSize(DefinitionDiff.MAX_CHANGES + 1);
    assertThat(changes.getLast().details()).containsExactly("and 7 more changes");

    StringBuilder properties = new StringBuilder("\"properties\":{\"p\":{}");
    IntStream.range(0, 100).forEach(i -> properties.append(",\"q" + i + "\":{}"));
    List<String> lines =
        details(parameters("\"properties\":{\"p\":{}}"), parameters(properties + "}"));
    assertThat(lines).hasSize(Differences.MAX_LINES + 1);
    assertThat(lines.getLast()).isEqualTo("and 60 more differences");
  }
}
