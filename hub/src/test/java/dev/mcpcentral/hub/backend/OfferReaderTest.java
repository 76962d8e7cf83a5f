package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferReaderTest {
  private static final String LAST =
      "\"result\":{\"tools\":[{\"name\":\"b\",\"inputSchema\":{\"type\":\"object\"}}]}";

  @Test
  void everyPageIsReadWithTheCursorOfTheOneBefore() throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}}],\"nextCursor\":\"\\u00e9\\\"\"}",
            LAST);
    assertThat(tools(peer)).extracting(Definition::key).containsExactly("a", "b");
    assertThat(peer.asked)
        .containsExactly("tools/list {}", "tools/list {\"cursor\":\"\\u00e9\\\"\"}");
  }

  @Test
  void modernServersAreToldWhoAsks() throws Exception {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":\"x\"}", LAST);
    peer.era = Era.MODERN;
    tools(peer);
    String meta = "\"_meta\":{" + HubClient.META + "}}";
    assertThat(peer.asked)
        .containsExactly("tools/list {" + meta, "tools/list {\"cursor\":\"x\"," + meta);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "3", "{}"})
  void cursorThatIsNoStringEndsTheList(String cursor) throws Exception {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":" + cursor + "}");
    assertThat(tools(peer)).isEmpty();
    assertThat(peer.asked).hasSize(1);
  }

  @Test
  void cursorThatLeadsInACircleIsRefused() {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"tools\":[],\"nextCursor\":\"1\"}",
            "\"result\":{\"tools\":[],\"nextCursor\":\"2\"}",
            "\"result\":{\"tools\":[],\"nextCursor\":\"1\"}");
    assertRefused(peer, "a cursor seen before");
    assertThat(peer.asked).hasSize(3);
  }

  @Test
  void endlessPagesAreRefused() {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":\"#\"}");
    assertRefused(peer, "more than 200 pages");
    assertThat(peer.asked).hasSize(200);
  }

  @Test
  void moreElementsThanTheBoundAreRefusedEvenOnTheLastPage() {
    String tools =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> "{\"name\":\"t" + i + "\"}")
            .collect(Collectors.joining(","));
    assertRefused(
        new FakePeer("\"result\":{\"tools\":[" + tools + "]}"), "more than 10000 elements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error\":{\"code\":-32000,\"message\":\"no\"}",
        "\"result\":{}",
        "\"result\":[]",
        "\"result\":{\"tools\":{}}"
      })
  void nonsenseIsRefused(String page) {
    assertRefused(new FakePeer(page), "tools/list");
  }

  @Test
  void definitionWithoutANameIsKeptFromClientsAndTheOthersAreNot() throws Exception {
    String page =
        "\"result\":{\"tools\":[{\"title\":\"no name\"},{\"name\":\"b\",\"inputSchema\":{\"type\":\"object\"}}]}";
    Offer offer = OfferReader.read(new FakePeer(page), Deadline.in(Duration.ofSeconds(5)));
    assertThat(offer.list(Listing.TOOLS)).extracting(Definition::key).containsExactly("b");
    assertThat(offer.quarantined())
        .extracting(Offer.Quarantined::listing)
        .containsExactly(Listing.TOOLS);
  }

  @Test
  void serverThatDoesNotKnowTheListHasAnEmptyOne() throws Exception {
    FakePeer peer = new FakePeer("\"error\":{\"code\":-32601,\"message\":\"no\"}");
    assertThat(tools(peer)).isEmpty();
    assertThat(peer.asked).hasSize(1);
  }

  @Test
  void onlyDeclaredListsAreAskedForBesideTheTools() throws Exception {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"prompts\":[]}");
    OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5)));
    assertThat(peer.asked).containsExactly("tools/list {}");
    peer.asked.clear();
    peer.welcome = new Welcome(Slice.of("{\"prompts\":{},\"logging\":{}}"), "Hello");
    Offer offer = OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5)));
    assertThat(peer.asked).containsExactly("tools/list {}", "prompts/list {}");
    assertThat(offer.instructions()).isEqualTo("Hello");
    assertThat(offer.capabilities()).isEqualTo(peer.welcome.capabilities());
  }

  @Test
  void resourcesAndTheirTemplatesComeTogether() throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"tools\":[]}",
            "\"result\":{\"resources\":[{\"uri\":\"a:b\"}]}",
            "\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"a:{b}\"}]}");
    peer.welcome = new Welcome(Slice.of("{\"resources\":{}}"), null);
    Offer offer = OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5)));
    assertThat(offer.list(Listing.RESOURCES)).extracting(Definition::key).containsExactly("a:b");
    assertThat(offer.list(Listing.TEMPLATES)).extracting(Definition::key).containsExactly("a:{b}");
  }

  private static List<Definition> tools(FakePeer peer) throws PeerException {
    return OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5))).list(Listing.TOOLS);
  }

  private static void assertRefused(FakePeer peer, String message) {
    assertThatExceptionOfType(PeerException.class)
        .isThrownBy(() -> tools(peer))
        .withMessageContaining(message)
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(PeerException.Kind.BROKEN));
  }
}
