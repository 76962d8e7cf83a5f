package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Owner;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who watches a resource hears of it, under the URI that it used; nobody else hears anything. */
@Timeout(20)
class ResourceUpdatesTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName OTHER = new ServerName("other");
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration NOW = Duration.ofMillis(1);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Sessions sessions = new Sessions();
  private final Watches watches = new Watches((server, uris) -> told.add(server + " " + uris));
  private final Subscriptions subscriptions =
      new Subscriptions(sessions, watches, new OpenStreams());

  @Test
  void eachWatcherSeesTheUriThatItUsed() throws Exception {
    Session all = session();
    Session one = session();
    EventLog.Reader toAll = listen(all);
    EventLog.Reader toOne = listen(one);
    subscriptions.watch(all, new Watch(FILES, "a:1", "mcp://files/a:1"));
    subscriptions.watch(one, new Watch(FILES, "a:1", "a:1"));
    subscriptions.updated(FILES, "a:1", params("{\"uri\":\"a:1\",\"title\":\"T\",\"_meta\":{}}"));
    assertThat(text(toAll.next(SOON)))
        .isEqualTo(updated("{\"uri\":\"mcp://files/a:1\",\"title\":\"T\"}"));
    assertThat(text(toOne.next(SOON))).isEqualTo(updated("{\"uri\":\"a:1\",\"title\":\"T\"}"));
    assertThat(toAll.next(NOW)).isNull();
  }

  @Test
  void othersHearNothing() throws Exception {
    Session watching = session();
    Session deaf = session();
    EventLog.Reader toWatching = listen(watching);
    EventLog.Reader toDeaf = listen(deaf);
    subscriptions.watch(watching, new Watch(FILES, "a:1", "a:1"));
    subscriptions.updated(FILES, "a:2", params("{\"uri\":\"a:2\"}"));
    subscriptions.updated(OTHER, "a:1", params("{\"uri\":\"a:1\"}"));
    subscriptions.updated(FILES, "a:1", params("{\"uri\":\"a:1\"}"));
    assertThat(text(toWatching.next(SOON))).isEqualTo(updated("{\"uri\":\"a:1\"}"));
    assertThat(toWatching.next(NOW)).isNull();
    assertThat(toDeaf.next(NOW)).isNull();
  }

  @Test
  void whoLeavesHearsNoMoreAndTheServerIsTold() throws Exception {
    Session session = session();
    EventLog.Reader heard = listen(session);
    Watch watch = new Watch(FILES, "a:1", "a:1");
    subscriptions.watch(session, watch);
    subscriptions.watch(session, watch);
    subscriptions.unwatch(session, watch);
    subscriptions.unwatch(session, watch);
    subscriptions.updated(FILES, "a:1", params("{\"uri\":\"a:1\"}"));
    assertThat(heard.next(NOW)).isNull();
    assertThat(told).containsExactly("files [a:1]", "files []");
  }

  @Test
  void sessionThatEndsWatchesNothing() {
    Session session = session();
    subscriptions.watch(session, new Watch(FILES, "a:1", "a:1"));
    Session other = session();
    subscriptions.watch(other, new Watch(FILES, "a:1", "mcp://files/a:1"));
    sessions.end(session);
    assertThat(told).containsExactly("files [a:1]");
    sessions.end(other);
    assertThat(told).containsExactly("files [a:1]", "files []");
  }

  @Test
  void modernSubscriptionHearsOfWhatItWatchesUntilItEnds() throws Exception {
    SlowClient client = new SlowClient();
    client.readOn();
    MemoryExchange exchange = new MemoryExchange();
    exchange.out = client;
    Envelope.Request request = request("{\"resourceSubscriptions\":[\"mcp://files/a:1\",\"no\"]}");
    Filter filter = Filter.of(request.body().find("notifications"));
    Set<Watch> watched = Set.of(new Watch(FILES, "a:1", "mcp://files/a:1"));
    Thread serving =
        Thread.startVirtualThread(
            () -> subscriptions.subscribe(exchange, request, filter, watched));
    client.await("acknowledged");
    while (subscriptions.open() == 0) {
      Thread.onSpinWait();
    }
    subscriptions.updated(FILES, "a:2", params("{\"uri\":\"a:2\"}"));
    subscriptions.updated(FILES, "a:1", params("{\"uri\":\"a:1\"}"));
    client.await("resources/updated");
    subscriptions.close();
    serving.join();
    assertThat(client.messages())
        .hasSize(3)
        .element(0)
        .asString()
        .endsWith("\"notifications\":{\"resourceSubscriptions\":[\"mcp://files/a:1\"]}}}");
    assertThat(client.messages().get(1))
        .isEqualTo(
            updated(
                "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":7},\"uri\":\"mcp://files/a:1\"}"));
    assertThat(told).containsExactly("files [a:1]", "files []");
    assertThat(subscriptions.open()).isZero();
  }

  private Session session() {
    return sessions.create(
        new Owner(new Principal.Anonymous(), null),
        Revision.NEWEST_LEGACY,
        "tester",
        ClientCapabilities.NONE);
  }

  private static EventLog.Reader listen(Session session) {
    return session.openStream(true).orElseThrow().readAfter(0);
  }

  private static String text(EventLog.@Nullable Event event) {
    return Objects.requireNonNull(event).message().text();
  }

  private static String updated(String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":"
        + params
        + "}";
  }

  private static Members params(String json) throws MalformedJsonException {
    return Members.ofObject(Slice.of(json));
  }

  private static Envelope.Request request(String filter) throws Exception {
    return (Envelope.Request)
        EnvelopeScanner.scan(
            Slice.of(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                    + filter
                    + "}}"));
  }
}
