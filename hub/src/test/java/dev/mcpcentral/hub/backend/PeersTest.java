package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PeersTest {
  private static final String TOOLS = "\"result\":{\"tools\":[]}";
  private static final ClientCapabilities ROOTS =
      new ClientCapabilities(Set.of(ClientFeature.ROOTS));

  private final RecordedEvents events = new RecordedEvents();
  private final List<FakePeer> made = new CopyOnWriteArrayList<>();
  private Consumer<FakePeer> making = peer -> {};

  @Test
  void sharedServerHasOneConversationForAll() throws Exception {
    Peers peers = peers(false);
    Peer one = peers.of(call(Permits.ANNA, "s1", ROOTS), soon());
    assertThat(peers.of(call(Permits.BOB, null, ClientCapabilities.NONE), soon())).isSameAs(one);
    assertThat(peers.base(soon())).isSameAs(one);
    assertThat(made).hasSize(1);
  }

  @Test
  void statefulServerHasAnInstanceForEachSessionAndEachModernPrincipal() throws Exception {
    Peers peers = peers(true);
    Peer first = of(peers, Permits.ANNA, "s1");
    assertThat(of(peers, Permits.ANNA, "s1")).isSameAs(first);
    Peer second = of(peers, Permits.ANNA, "s2");
    Peer anna = of(peers, Permits.ANNA, null);
    Peer bob = of(peers, Permits.BOB, null);
    assertThat(of(peers, Permits.BOB, null)).isSameAs(bob);
    assertThat(List.of(first, second, anna, bob, peers.base(soon()))).doesNotHaveDuplicates();
  }

  /** A modern server may keep a browser's pages as well as any other. */
  @Test
  void statefulModernServerHasInstancesToo() throws Exception {
    making = peer -> peer.era = Era.MODERN;
    Peers peers = peers(true);
    assertThat(of(peers, Permits.ANNA, null)).isNotSameAs(of(peers, Permits.BOB, null));
  }

  /** A principal that is called like somebody's session gets nothing of it. */
  @Test
  void sessionAndPrincipalAreNeverMixedUp() throws Exception {
    Peers peers = peers(true);
    assertThat(of(peers, Permits.ANNA, "anna")).isNotSameAs(of(peers, Permits.ANNA, null));
  }

  @Test
  void instanceEndsWithItsSessionAndNoOtherDoes() throws Exception {
    Peers peers = peers(true);
    FakePeer first = (FakePeer) of(peers, Permits.ANNA, "s1");
    FakePeer second = (FakePeer) of(peers, Permits.ANNA, "s2");
    peers.release("s1");
    peers.release("unknown");
    peers.release("");
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isFalse();
    assertThat(made.getFirst().closed).isFalse();
    assertThat(of(peers, Permits.ANNA, "s1")).isNotSameAs(first);
  }

  @Test
  void instanceThatDiedIsStartedAgainForItsOwner() throws Exception {
    Peers peers = peers(true);
    FakePeer first = (FakePeer) of(peers, Permits.ANNA, "s1");
    FakePeer other = (FakePeer) of(peers, Permits.ANNA, "s2");
    first.gone.complete("exit code 1");
    assertThat(of(peers, Permits.ANNA, "s1")).isNotSameAs(first);
    assertThat(of(peers, Permits.ANNA, "s2")).isSameAs(other);
  }

  @Test
  void instancesAreBounded() throws Exception {
    Peers peers = peers(true);
    for (int i = 0; i < 256; i++) {
      of(peers, Permits.ANNA, "s" + i);
    }
    assertThatThrownBy(() -> of(peers, Permits.ANNA, "one more"))
        .isInstanceOfSatisfying(
            PeerException.class,
            full -> assertThat(full.kind()).isEqualTo(PeerException.Kind.NOT_SENT))
        .hasMessageContaining("256 clients");
    peers.release("s7");
    assertThat(of(peers, Permits.ANNA, "one more")).isNotNull();
    peers.close();
    assertThat(made).allMatch(peer -> peer.closed);
  }

  @Test
  void serverOverHttpHasASessionForEachSetOfCapabilities() throws Exception {
    making = peer -> peer.isMany = true;
    Peers peers = peers(false);
    Peer roots = peers.of(call(Permits.ANNA, "s1", ROOTS), soon());
    assertThat(peers.of(call(Permits.BOB, "s2", ROOTS), soon())).isSameAs(roots);
    Peer none = peers.of(call(Permits.ANNA, "s1", ClientCapabilities.NONE), soon());
    Peer all = peers.of(call(Permits.ANNA, null, ClientCapabilities.ALL), soon());
    assertThat(all).isSameAs(peers.base(soon()));
    assertThat(none).isNotSameAs(roots).isNotSameAs(all);
    assertThat(made).hasSize(1);
    assertThat(made.getFirst().others).containsExactly(ROOTS, ClientCapabilities.NONE);
  }

  /** The sessions go over the wire of the shared one, which has a new address after a restart. */
  @Test
  void sessionsOverHttpAreMadeAnewAfterARestart() throws Exception {
    making = peer -> peer.isMany = true;
    Peers peers = peers(false);
    FakePeer before = (FakePeer) peers.of(call(Permits.ANNA, "s1", ROOTS), soon());
    made.getFirst().gone.complete("exit code 137");
    Peer after = peers.of(call(Permits.ANNA, "s1", ROOTS), soon());
    assertThat(after).isNotSameAs(before);
    assertThat(made).hasSize(2);
    assertThat(made.getLast().others).containsExactly(ROOTS);
    assertThat(peers.of(call(Permits.BOB, "s2", ROOTS), soon())).isSameAs(after);
  }

  @Test
  void watchIsRepeatedAfterARestart() throws Exception {
    Peers peers = peers(false);
    peers.watch(Set.of("a:1"));
    assertThat(watched(0)).isEqualTo(Set.of("a:1"));
    peers.watch(Set.of("a:1", "a:2"));
    assertThat(watchedUntil(0, Set.of("a:1", "a:2"))).isTrue();
    made.getFirst().gone.complete("exit code 137");
    peers.base(soon());
    assertThat(watchedUntil(1, Set.of("a:1", "a:2"))).isTrue();
  }

  @Test
  void serverIsNotStartedToBeToldThatNothingIsWatched() throws Exception {
    Peers peers = peers(false);
    peers.watch(Set.of());
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(made).isEmpty();
    peers.base(soon());
    peers.watch(Set.of());
    assertThat(watched(0)).isEmpty();
  }

  @Test
  void onlyTheSharedConversationTellsOfTheServer() throws Exception {
    Peers peers = peers(true);
    FakePeer own = (FakePeer) of(peers, Permits.ANNA, "s1");
    assertThat(events.all()).containsExactly("started fake []");
    own.gone.complete("exit code 1");
    assertThat(events.all())
        .containsExactly(
            "started fake []", "line [mcp-central] a client's own conversation ended: exit code 1");
  }

  @Test
  void wishForLogMessagesIsPassedOn() throws Exception {
    Peers peers = peers(false);
    Client client =
        new Client(
            Revision.NEWEST_LEGACY, "tester", ClientCapabilities.NONE, LogLevel.WARNING, "s1");
    of(peers, Permits.ANNA, "s1");
    assertThat(made.getFirst().admitted).isEmpty();
    peers.of(new Call(Permits.ANNA, Surface.MCP, client, ask()), soon());
    assertThat(made.getFirst().admitted).containsExactly("warning");
  }

  @Test
  void lostSessionIsForgotten() throws Exception {
    Peers peers = peers(true);
    FakePeer own = (FakePeer) of(peers, Permits.ANNA, "s1");
    peers.discard(own);
    assertThat(own.closed).isTrue();
    assertThat(of(peers, Permits.ANNA, "s1")).isNotSameAs(own);
    assertThat(made.getFirst().closed).isFalse();
  }

  private Peers peers(boolean stateful) {
    return new Peers(
        (ignored, deadline) -> {
          FakePeer peer = new FakePeer(TOOLS);
          making.accept(peer);
          made.add(peer);
          return peer;
        },
        events,
        stateful);
  }

  private Set<String> watched(int index) throws InterruptedException {
    while (made.size() <= index) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return Objects.requireNonNull(made.get(index).watched.poll(5, TimeUnit.SECONDS));
  }

  private boolean watchedUntil(int index, Set<String> wanted) throws InterruptedException {
    boolean seen = false;
    while (!seen) {
      seen = watched(index).equals(wanted);
    }
    return seen;
  }

  private static Peer of(Peers peers, Principal principal, @Nullable String session)
      throws PeerException {
    return peers.of(call(principal, session, ClientCapabilities.NONE), soon());
  }

  private static Call call(
      Principal principal, @Nullable String session, ClientCapabilities capabilities) {
    Revision revision = session == null ? Revision.MODERN : Revision.NEWEST_LEGACY;
    Client client = new Client(revision, "tester", capabilities, null, session);
    return new Call(principal, Surface.MCP, client, ask());
  }

  private static Ask ask() {
    return new Ask.OfServer(ServerMethod.CALL_TOOL, null, "s__t", Members.NONE, Members.NONE);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }
}
