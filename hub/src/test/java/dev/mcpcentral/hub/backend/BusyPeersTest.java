package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BusyPeersTest {
  private static final String TOOLS = "\"result\":{\"tools\":[]}";

  @Test
  void conversationIsNotIdleWhileItsCallRuns() throws Exception {
    Peers peers = new Peers((events, deadline) -> new FakePeer(TOOLS), new RecordedEvents(), true);
    FakePeer own = (FakePeer) peers.of(call("s1"), Deadline.in(Duration.ofSeconds(5)));
    long now = System.nanoTime();
    own.busy = true;
    peers.closeIdle(now + TimeUnit.MINUTES.toNanos(11));
    assertThat(own.closed).isFalse();
    own.busy = false;
    peers.closeIdle(now + TimeUnit.MINUTES.toNanos(20));
    assertThat(own.closed).isFalse();
    peers.closeIdle(now + TimeUnit.MINUTES.toNanos(22));
    assertThat(own.closed).isTrue();
    peers.close();
  }

  /** While one wish is told, the next ones wait, and then the newest is told. */
  @Test
  void newestWishIsTheLastThatTheServerHears() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    AtomicInteger telling = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    peer.beforeWatch =
        () -> {
          telling.incrementAndGet();
          begun.countDown();
          mayEnd.acquireUninterruptibly();
        };
    Peers peers = new Peers((events, deadline) -> peer, new RecordedEvents(), false);
    peers.watch(Set.of("a:1"));
    begun.await();
    peers.watch(Set.of("a:1", "a:2"));
    peers.watch(Set.of());
    Thread.sleep(200);
    assertThat(telling).hasValue(1);
    mayEnd.release(100);
    assertThat(peer.watched.take()).containsExactly("a:1");
    assertThat(peer.watched.take()).isEmpty();
    assertThat(peer.watched.take()).isEmpty();
    peers.close();
  }

  private static Call call(String session) {
    Client client =
        new Client(Revision.NEWEST_LEGACY, "tester", ClientCapabilities.NONE, null, session);
    Ask ask = new Ask.OfServer(ServerMethod.CALL_TOOL, null, "s__t", Members.NONE, Members.NONE);
    return new Call(Permits.ANNA, Surface.MCP, client, ask);
  }
}
