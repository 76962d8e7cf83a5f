package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.catalog.ToolTable;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Revision;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListChangesTest {
  private static final String CHANGED =
      "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";

  private final Snapshots snapshots = new Snapshots();
  private final Sessions sessions = new Sessions();
  private final ListChanges changes = new ListChanges(snapshots, sessions);
  private final SlowClient client = new SlowClient();
  private final MemoryExchange exchange = new MemoryExchange();

  ListChangesTest() {
    exchange.out = client;
  }

  @Test
  void manyChangesBecomeFewNotificationsAndASlowClientHoldsUpNobody() throws Exception {
    Session session = sessions.create(new Principal.Anonymous(), Revision.NEWEST_LEGACY, "tester");
    Thread serving = Thread.startVirtualThread(() -> changes.listen(exchange, session));
    client.awaitWrite();
    for (int i = 0; i < 1000; i++) {
      change();
    }
    client.readOn();
    client.await(CHANGED);
    sessions.end(session);
    serving.join();
    assertThat(client.text()).isEqualTo(":\n\n" + CHANGED);
  }

  @Test
  void subscriptionIsAcknowledgedToldAndEnded() throws Exception {
    client.readOn();
    Thread serving =
        Thread.startVirtualThread(
            () -> changes.subscribe(exchange, request("{\"toolsListChanged\":true}")));
    client.await(":\n\n");
    change();
    client.await("list_changed");
    changes.close();
    serving.join();
    assertThat(client.messages())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{\"notifications\":{\"toolsListChanged\":true},\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"s1\",\"result\":{\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s1\"}}}");
    assertThat(client.closed).isTrue();
  }

  @Test
  void subscriptionToNothingHearsNothing() throws Exception {
    client.readOn();
    Thread serving = Thread.startVirtualThread(() -> changes.subscribe(exchange, request("{}")));
    client.await(":\n\n");
    change();
    changes.close();
    serving.join();
    assertThat(client.messages()).hasSize(2);
    assertThat(client.messages().getFirst()).contains("\"notifications\":{},");
  }

  @Test
  void snapshotWithTheSameToolsIsNoChange() throws Exception {
    client.readOn();
    Thread serving =
        Thread.startVirtualThread(
            () -> changes.subscribe(exchange, request("{\"toolsListChanged\":true}")));
    client.await(":\n\n");
    ToolTable same = snapshots.current().tools();
    snapshots.replace(new Snapshot(new Policy(2), same, Duration.ofSeconds(9)));
    changes.close();
    serving.join();
    assertThat(client.text()).doesNotContain("list_changed");
  }

  @Test
  void subscriptionAfterTheHubBeganToStopEndsAtOnce() throws Exception {
    client.readOn();
    changes.close();
    changes.subscribe(exchange, request("{\"toolsListChanged\":true}"));
    assertThat(client.messages().getLast()).contains("\"id\":\"s1\",\"result\"");
  }

  private void change() {
    ToolTable other = ToolTable.of(List.of());
    snapshots.replace(new Snapshot(new Policy(1), other, Duration.ofSeconds(1)));
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
