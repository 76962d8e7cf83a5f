package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a request leads, for everything that a request can name. */
class ResolveTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");
  private static final ServerName STRANGER = new ServerName("stranger");

  private final Catalog catalog = Catalog.of(List.of(server(FILES), server(MEMORY)));

  @ParameterizedTest
  @CsvSource({
    "CALL_TOOL,files__look,look",
    "GET_PROMPT,files__greet,greet",
    "READ_RESOURCE,mcp://files/test://a,test://a",
    "READ_RESOURCE,mcp://files/never/listed,never/listed",
    "READ_RESOURCE,ui://files/app.html,ui://app.html",
    "SUBSCRIBE,mcp://files/test://a,test://a",
    "UNSUBSCRIBE,mcp://files/test://a,test://a",
    "GET_TASK,files.t-1.x,t-1.x",
    "UPDATE_TASK,files.t-1,t-1",
    "CANCEL_TASK,files.t-1,t-1",
    "TASK_RESULT,files.t-1,t-1"
  })
  void exposedNamesLeadToTheServersOwn(ServerMethod verb, String exposed, String own) {
    Catalog.Entry entry = Objects.requireNonNull(resolve(verb, null, exposed));
    assertThat(entry.route().server()).isEqualTo(FILES);
    assertThat(entry.route().name()).isEqualTo(own);
    assertThat(entry.route().digest()).isEqualTo("sha256:files");
    assertThat(entry.risk()).isEqualTo(RiskLevel.HIGH);
    Catalog.Entry within = Objects.requireNonNull(resolve(verb, FILES, own));
    assertThat(within.route()).isEqualTo(entry.route());
  }

  @ParameterizedTest
  @CsvSource({
    "CALL_TOOL,look",
    "CALL_TOOL,files__greet",
    "CALL_TOOL,files__Look",
    "CALL_TOOL,stranger__look",
    "GET_PROMPT,files__look",
    "GET_PROMPT,greet",
    "READ_RESOURCE,test://a",
    "READ_RESOURCE,mcp://stranger/test://a",
    "READ_RESOURCE,mcp://files",
    "READ_RESOURCE,mcp://FILES/test://a",
    "READ_RESOURCE,files__look",
    "SUBSCRIBE,test://a",
    "UNSUBSCRIBE,mcp:///test://a",
    "GET_TASK,t-1",
    "GET_TASK,.t-1",
    "GET_TASK,stranger.t-1",
    "TASK_RESULT,a_b.t-1"
  })
  void anythingElseLeadsNowhere(ServerMethod verb, String name) {
    assertThat(resolve(verb, null, name)).isNull();
  }

  @ParameterizedTest
  @EnumSource(ServerMethod.class)
  void unknownServerHasNothing(ServerMethod verb) {
    for (String name : List.of("look", "greet", "test://a", "t-1")) {
      assertThat(resolve(verb, STRANGER, name)).isNull();
    }
  }

  @Test
  void exposedNamesMeanNothingWithinOneServer() {
    assertThat(resolve(ServerMethod.CALL_TOOL, FILES, "files__look")).isNull();
    assertThat(resolve(ServerMethod.GET_PROMPT, FILES, "files__greet")).isNull();
    assertThat(route(ServerMethod.READ_RESOURCE, FILES, "mcp://memory/test://a").server())
        .isEqualTo(FILES);
    assertThat(route(ServerMethod.GET_TASK, FILES, "memory.t-1").server()).isEqualTo(FILES);
  }

  @Test
  void completionLeadsToItsPromptOrItsTemplate() {
    assertThat(complete(null, "ref/prompt", "files__greet").name()).isEqualTo("greet");
    assertThat(complete(null, "ref/resource", "mcp://files/test://{id}").name())
        .isEqualTo("test://{id}");
    assertThat(complete(FILES, "ref/prompt", "greet").name()).isEqualTo("greet");
    assertThat(complete(FILES, "ref/resource", "test://{id}").name()).isEqualTo("test://{id}");
    assertThat(catalog.resolve(completion(null, "ref/prompt", "mcp://files/test://{id}"))).isNull();
    assertThat(catalog.resolve(completion(null, "ref/prompt", "files__look"))).isNull();
    assertThat(catalog.resolve(completion(null, "ref/resource", "files__greet"))).isNull();
  }

  @Test
  void routeNamesTheDefinitionThatTheClientWasShown() {
    String tool = "{\"name\":\"look\",\"inputSchema\":{\"type\":\"object\"}}";
    assertThat(route(ServerMethod.CALL_TOOL, null, "files__look").definition())
        .isEqualTo(Slice.of(tool).sha256());
    assertThat(route(ServerMethod.READ_RESOURCE, null, "mcp://files/test://a").definition())
        .isEqualTo(Slice.of("{\"uri\":\"test://a\"}").sha256());
    assertThat(complete(null, "ref/resource", "mcp://files/test://{id}").definition())
        .isEqualTo(Slice.of("{\"uriTemplate\":\"test://{id}\"}").sha256());
    assertThat(route(ServerMethod.READ_RESOURCE, null, "mcp://files/unlisted").definition())
        .isEmpty();
    assertThat(route(ServerMethod.GET_TASK, null, "files.t-1").definition()).isEmpty();
  }

  @Test
  void everythingIsListedUnderTheNameThatLeadsToIt() {
    for (Listing listing : Listing.values()) {
      for (Catalog.Entry entry : catalog.list(null, listing).entries()) {
        assertThat(Objects.requireNonNull(catalog.find(null, listing, entry.name())))
            .isSameAs(entry);
        assertThat(entry.definition().text()).contains("\"" + entry.name() + "\"");
      }
      assertThat(catalog.list(null, listing).entries()).hasSize(2);
      assertThat(catalog.list(FILES, listing).entries()).hasSize(1);
      assertThat(catalog.list(STRANGER, listing).entries()).isEmpty();
    }
  }

  private Catalog.@Nullable Entry resolve(
      ServerMethod verb, @Nullable ServerName scope, String name) {
    return catalog.resolve(new Ask.OfServer(verb, scope, name, Members.NONE, Members.NONE));
  }

  private Route route(ServerMethod verb, @Nullable ServerName scope, String name) {
    return Objects.requireNonNull(resolve(verb, scope, name)).route();
  }

  private Route complete(@Nullable ServerName scope, String type, String name) {
    return Objects.requireNonNull(catalog.resolve(completion(scope, type, name))).route();
  }

  private static Ask.OfServer completion(@Nullable ServerName scope, String type, String name) {
    try {
      Members params = Members.ofObject(Slice.of("{\"ref\":{\"type\":\"" + type + "\"}}"));
      return new Ask.OfServer(ServerMethod.COMPLETE, scope, name, params, Members.NONE);
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }

  /** Whoever calls it by name is told why it cannot be used; nobody is shown it. */
  @Test
  void whatIsWithheldIsFoundByNameAndNotListed() {
    ServerOffer open = server(FILES);
    ServerOffer closed = new ServerOffer(FILES, open.digest(), RiskLevel.HIGH, open.offer(), true);
    Catalog withheld = Catalog.of(List.of(closed, server(MEMORY)));
    for (Listing listing : Listing.values()) {
      assertThat(withheld.list(null, listing).entries())
          .isNotEmpty()
          .allMatch(entry -> entry.route().server().equals(MEMORY));
      assertThat(withheld.list(FILES, listing).entries()).isEmpty();
    }
    assertThat(withheld.offers(null)).extracting(ServerOffer::server).containsExactly(MEMORY);
    assertThat(withheld.offers(FILES)).isEmpty();
    for (String name : List.of("files__look", "memory__look")) {
      assertThat(withheld.find(null, Listing.TOOLS, name)).isNotNull();
    }
    assertThat(withheld.find(FILES, Listing.TOOLS, "look")).isNotNull();
    assertThat(withheld.resource(null, "mcp://files/test://a")).isNotNull();
  }

  private static ServerOffer server(ServerName name) {
    Map<Listing, List<Slice>> lists =
        Map.of(
            Listing.TOOLS,
            List.of(Slice.of("{\"name\":\"look\",\"inputSchema\":{\"type\":\"object\"}}")),
            Listing.PROMPTS,
            List.of(Slice.of("{\"name\":\"greet\"}")),
            Listing.RESOURCES,
            List.of(Slice.of("{\"uri\":\"test://a\"}")),
            Listing.TEMPLATES,
            List.of(Slice.of("{\"uriTemplate\":\"test://{id}\"}")));
    Offer offer = Offer.of(Slice.of("{}"), null, lists);
    return new ServerOffer(name, "sha256:" + name, RiskLevel.HIGH, offer);
  }
}
