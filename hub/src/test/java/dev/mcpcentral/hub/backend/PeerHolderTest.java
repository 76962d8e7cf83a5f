package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PeerHolderTest {
  private static final String TOOLS =
      "\"result\":{\"tools\":[{\"name\":\"t#\",\"inputSchema\":{\"type\":\"object\"}}]}";
  private static final Duration LONG = Duration.ofSeconds(10);

  private final RecordedEvents events = new RecordedEvents();
  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch mayStart = new CountDownLatch(1);

  @Test
  void manyCallersShareOneStart() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    PeerHolder holder = holder(() -> slowly(peer));
    List<CompletableFuture<Peer>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      callers.add(get(holder, LONG));
    }
    mayStart.countDown();
    for (CompletableFuture<Peer> caller : callers) {
      assertThat(caller.get()).isSameAs(peer);
    }
    assertThat(starts).hasValue(1);
    assertThat(events.all()).containsExactly("started fake [t1]");
  }

  @Test
  void callerThatCannotWaitLeavesTheStartGoingOn() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    PeerHolder holder = holder(() -> slowly(peer));
    CompletableFuture<Peer> patient = get(holder, LONG);
    awaitStart();
    assertThat(trouble(get(holder, Duration.ofMillis(20))))
        .isEqualTo("NOT_SENT the server is still starting");
    mayStart.countDown();
    assertThat(patient.get()).isSameAs(peer);
  }

  @Test
  void failedStartIsNotTriedAgainBeforeAPause() throws Exception {
    PeerHolder holder =
        holder(() -> {
          throw new PeerException(PeerException.Kind.BROKEN, "no such image");
        });
    assertThat(trouble(get(holder, LONG))).isEqualTo("NOT_SENT no such image");
    assertThat(trouble(get(holder, LONG))).isEqualTo("NOT_SENT no such image; tried again in 1 s");
    assertThat(starts).hasValue(1);
    assertThat(events.all()).containsExactly("ended no such image");
  }

  @Test
  void serverThatCannotListItsToolsIsStoppedAgain() throws Exception {
    FakePeer peer = new FakePeer("\"error\":{\"code\":-32000,\"message\":\"no\"}");
    PeerHolder holder = holder(() -> peer);
    assertThat(trouble(get(holder, LONG))).contains("tools/list was answered with an error");
    assertThat(peer.closed).isTrue();
  }

  @Test
  void closingAmidAStartEndsIt() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    PeerHolder holder = holder(() -> slowly(peer));
    CompletableFuture<Peer> caller = get(holder, LONG);
    awaitStart();
    holder.close();
    assertThat(trouble(caller)).startsWith("NOT_SENT");
    assertThat(trouble(get(holder, LONG))).isEqualTo("NOT_SENT the server was stopped");
    assertThat(starts).hasValue(1);
  }

  @Test
  void peerThatWasReadyWhenTheHolderClosedIsStopped() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    PeerHolder holder = holder(() -> peer);
    peer.beforeAnswer =
        () -> {
          Thread closer = Thread.startVirtualThread(holder::close);
          while (!Thread.interrupted() && closer.isAlive()) {
            Thread.onSpinWait();
          }
        };
    assertThat(trouble(get(holder, LONG))).isEqualTo("NOT_SENT the server was stopped");
    assertThat(peer.closed).isTrue();
  }

  @Test
  void serverThatDiedIsStartedAgainByTheNextCall() throws Exception {
    List<FakePeer> peers = List.of(new FakePeer(TOOLS), new FakePeer(TOOLS));
    PeerHolder holder = holder(() -> peers.get(starts.get() - 1));
    assertThat(get(holder, LONG).get()).isSameAs(peers.get(0));
    peers.get(0).gone.complete("exit code 137");
    assertThat(get(holder, LONG).get()).isSameAs(peers.get(1));
    assertThat(events.all())
        .containsExactly("started fake [t1]", "ended exit code 137", "started fake [t1]");
  }

  @Test
  void listenerThatFailsDoesNotMakeADeadServerStay() throws Exception {
    List<FakePeer> peers = List.of(new FakePeer(TOOLS), new FakePeer(TOOLS));
    ServerEvents failing =
        new ServerEvents() {
          @Override
          public void started(String instance, Offer offer) {
            if (starts.get() == 1) {
              throw new IllegalStateException("disk full");
            }
          }

          @Override
          public void resourceUpdated(String uri, Slice params) {}

          @Override
          public void ended(String how) {}

          @Override
          public void line(String text) {}
        };
    PeerHolder holder =
        new PeerHolder((ignored, deadline) -> peers.get(starts.getAndIncrement()), failing);
    assertThatThrownBy(() -> holder.get(Deadline.in(LONG))).hasMessage("disk full");
    assertThat(holder.get(Deadline.in(LONG))).isSameAs(peers.get(0));
    peers.get(0).gone.complete("exit code 1");
    assertThat(holder.get(Deadline.in(LONG))).isSameAs(peers.get(1));
  }

  /** The list is read again a second after the server has said so. */
  @Test
  void changeDuringTheFirstListIsNotMissed() throws Exception {
    FakePeer peer = new FakePeer(TOOLS);
    peer.beforeAnswer = () -> peer.hearing.listChanged();
    PeerHolder holder = holder(() -> peer);
    get(holder, LONG).get();
    peer.beforeAnswer = () -> {};
    assertThat(events.next()).isEqualTo("started fake [t1]");
    assertThat(events.next()).isEqualTo("started fake [t2]");
  }

  @Test
  void peerWhoseSessionIsLostIsForgottenAndClosed() throws Exception {
    List<FakePeer> peers = List.of(new FakePeer(TOOLS), new FakePeer(TOOLS));
    PeerHolder holder = holder(() -> peers.get(starts.get() - 1));
    holder.discard(get(holder, LONG).get());
    assertThat(peers.get(0).closed).isTrue();
    assertThat(get(holder, LONG).get()).isSameAs(peers.get(1));
    holder.discard(peers.get(0));
    assertThat(peers.get(1).closed).isFalse();
  }

  private interface Start {
    Peer run() throws PeerException;
  }

  private PeerHolder holder(Start start) {
    return new PeerHolder(
        (ignored, deadline) -> {
          starts.incrementAndGet();
          return start.run();
        },
        events);
  }

  private Peer slowly(Peer peer) throws PeerException {
    try {
      mayStart.await();
      return peer;
    } catch (InterruptedException interrupted) {
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  private void awaitStart() {
    while (starts.get() == 0) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<Peer> get(PeerHolder holder, Duration patience) {
    CompletableFuture<Peer> got = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        got.complete(holder.get(Deadline.in(patience)));
      } catch (PeerException failed) {
        got.completeExceptionally(failed);
      }
    });
    return got;
  }

  private static String trouble(CompletableFuture<Peer> caller) {
    Throwable thrown = caller.handle((peer, failed) -> failed).join();
    if (thrown instanceof PeerException failed) {
      return failed.kind() + " " + failed.getMessage();
    }
    throw new CompletionException("no trouble", thrown);
  }
}
