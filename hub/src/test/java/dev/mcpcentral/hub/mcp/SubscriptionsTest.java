package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Owner;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SubscriptionsTest {
  private static final String CHANGED =
      "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Sessions sessions = new Sessions();
  private final Watches watches = new Watches((server, uris) -> told.add(server + " " + uris));
  private final OpenStreams streams = new OpenStreams();
  private final Subscriptions subscriptions = new Subscriptions(sessions, watches, streams);
  private final SlowClient client = new SlowClient();
  private final MemoryExchange exchange = new MemoryExchange();

  SubscriptionsTest() {
    exchange.out = client;
  }

  @Test
  void manyChangesBecomeFewNotificationsAndASlowClientHoldsUpNobody() throws Exception {
    Session session =
        sessions.create(
            new Owner(new Principal.Anonymous(), null),
            Revision.NEWEST_LEGACY,
            "tester",
            ClientCapabilities.NONE);
    EventLog log = session.openStream(true).orElseThrow();
    Feed feed = streams.open(exchange, log, 0, OpenStreams.KEEP_ALIVE).orElseThrow();
    Thread serving = Thread.startVirtualThread(() -> feed.run(EventStream::comment));
    client.awaitWrite();
    for (int i = 0; i < 1000; i++) {
      change();
    }
    client.readOn();
    client.await(CHANGED);
    sessions.end(session);
    serving.join();
    assertThat(client.text()).isEqualTo(":\n\nid: " + log.id(1) + "\n" + CHANGED);
    assertThat(streams.count()).isZero();
  }

  @Test
  void subscriptionIsAcknowledgedToldAndEnded() throws Exception {
    client.readOn();
    Thread serving = subscribe("{\"toolsListChanged\":true}");
    client.await(":\n\n");
    change();
    client.await("list_changed");
    subscriptions.close();
    serving.join();
    assertThat(client.messages())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"},\"notifications\":{\"toolsListChanged\":true}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"s1\",\"result\":{\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"}}}");
    assertThat(client.closed).isTrue();
  }

  @Test
  void subscriptionToNothingHearsNothing() throws Exception {
    client.readOn();
    Thread serving = subscribe("{}");
    client.await(":\n\n");
    change();
    subscriptions.close();
    serving.join();
    assertThat(client.messages()).hasSize(2);
    assertThat(client.messages().getFirst()).endsWith("\"notifications\":{}}}");
  }

  @Test
  void subscriptionHearsOfTheListsThatItWants() throws Exception {
    client.readOn();
    Thread serving = subscribe("{\"toolsListChanged\":true}");
    client.await(":\n\n");
    subscriptions.changed(EnumSet.of(Listing.PROMPTS, Listing.RESOURCES, Listing.TEMPLATES));
    subscriptions.close();
    serving.join();
    assertThat(client.text()).doesNotContain("list_changed");
  }

  @Test
  void subscriptionAfterTheHubBeganToStopEndsAtOnce() throws Exception {
    client.readOn();
    subscriptions.close();
    subscribe("{\"toolsListChanged\":true}").join();
    assertThat(client.messages().getLast()).contains("\"id\":\"s1\",\"result\"");
  }

  private void change() {
    subscriptions.changed(EnumSet.of(Listing.TOOLS));
  }

  private Thread subscribe(String wanted, Watch... watched) {
    Envelope.Request request = request(wanted);
    Filter filter = Filter.of(request.body().find("notifications"));
    Set<Watch> watches = new LinkedHashSet<>(List.of(watched));
    return Thread.startVirtualThread(
        () -> subscriptions.subscribe(exchange, request, filter, watches));
  }

  private static Envelope.Request request(String filter) {
    try {
      return (Envelope.Request)
          EnvelopeScanner.scan(
              Slice.of(
                  "{\"jsonrpc\":\"2.0\",\"id\":\"s1\",\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                      + filter
                      + "}}"));
    } catch (Exception wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }
}
