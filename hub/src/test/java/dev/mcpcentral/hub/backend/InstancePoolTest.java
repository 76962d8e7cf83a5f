package dev.mcpcentral.hub.backend;

import static dev.mcpcentral.hub.backend.Calls.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who shares an instance with whom. */
@Timeout(20)
class InstancePoolTest {
  private static final ClientCapabilities ROOTS =
      new ClientCapabilities(Set.of(ClientFeature.ROOTS));

  private final RecordedEvents events = new RecordedEvents();
  private final FakeInstances ours = new FakeInstances(true);
  private final FakeInstances theirs = new FakeInstances(false);

  @Test
  void sharedServerHasOneInstanceForAll() throws Exception {
    InstancePool pool = pool(ours, Instances.SHARED);
    Peer one = use(pool, Permits.ANNA, "s1");
    assertThat(use(pool, Permits.BOB, null)).isSameAs(one);
    assertThat(base(pool)).isSameAs(one);
    assertThat(ours.made).hasSize(1);
  }

  @Test
  void instanceBelongsToASessionOrToAPrincipalWithoutOne() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    Peer first = use(pool, Permits.ANNA, "s1");
    assertThat(use(pool, Permits.ANNA, "s1")).isSameAs(first);
    Peer second = use(pool, Permits.ANNA, "s2");
    Peer anna = use(pool, Permits.ANNA, null);
    Peer bob = use(pool, Permits.BOB, null);
    for (int again = 0; again < 3; again++) {
      assertThat(use(pool, Permits.BOB, null)).isSameAs(bob);
    }
    assertThat(List.of(first, second, anna, bob, base(pool))).doesNotHaveDuplicates();
    assertThat(ours.made).hasSize(5);
  }

  @Test
  void instanceBelongsToAPrincipalWhateverItsSessions() throws Exception {
    InstancePool pool = pool(ours, Instances.PRINCIPAL);
    Peer anna = use(pool, Permits.ANNA, "s1");
    assertThat(use(pool, Permits.ANNA, "s2")).isSameAs(anna);
    assertThat(use(pool, Permits.ANNA, null)).isSameAs(anna);
    assertThat(use(pool, Permits.BOB, "s3")).isNotSameAs(anna);
    pool.release("s1");
    assertThat(use(pool, Permits.ANNA, null)).isSameAs(anna);
  }

  @Test
  void instanceBelongsToOneCallAndEndsWithIt() throws Exception {
    InstancePool pool = pool(ours, Instances.CALL);
    try (Lease one = pool.lease(Calls.of(Permits.ANNA, "s1"), soon());
        Lease two = pool.lease(Calls.of(Permits.ANNA, "s1"), soon())) {
      assertThat(one.peer()).isNotSameAs(two.peer());
      assertThat(pool.state().running()).isEqualTo(2);
    }
    ours.made.get(0).gone.join();
    ours.made.get(1).gone.join();
    assertThat(use(pool, Permits.ANNA, "s1")).isSameAs(ours.made.get(2));
    ours.made.get(2).gone.join();
  }

  /** A call that was put aside until its client comes back is a use of its own. */
  @Test
  void instanceOfACallStaysUntilItsLastUseEnds() throws Exception {
    InstancePool pool = pool(ours, Instances.CALL);
    Lease request = pool.lease(Calls.of(Permits.ANNA, null), soon());
    Lease parked = request.again(soon()).orElseThrow();
    request.close();
    request.close();
    assertThat(ours.running()).isEqualTo(1);
    assertThat(parked.peer()).isSameAs(request.peer());
    parked.close();
    ours.made.getFirst().gone.join();
    assertThat(request.again(soon())).isEmpty();
  }

  /** What was started to see its tools goes to whoever calls first. */
  @ParameterizedTest
  @EnumSource(
      value = Instances.class,
      names = {"SESSION", "PRINCIPAL", "CALL"})
  void firstOwnerGetsTheInstanceThatIsThereAlready(Instances sharing) throws Exception {
    InstancePool pool = pool(ours, sharing);
    Peer seen = base(pool);
    assertThat(use(pool, Permits.ANNA, "s1")).isSameAs(seen);
    assertThat(use(pool, Permits.BOB, "s2")).isNotSameAs(seen);
    assertThat(ours.made).hasSize(2);
  }

  /** A modern server may keep a browser's pages as well as any other. */
  @Test
  void modernServerHasInstancesToo() throws Exception {
    ours.making = peer -> peer.era = Era.MODERN;
    InstancePool pool = pool(ours, Instances.SESSION);
    assertThat(use(pool, Permits.ANNA, null)).isNotSameAs(use(pool, Permits.BOB, null));
  }

  /** A principal that is called like somebody's session gets nothing of it. */
  @Test
  void sessionAndPrincipalAreNeverMixedUp() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    assertThat(use(pool, Permits.ANNA, "anna")).isNotSameAs(use(pool, Permits.ANNA, null));
  }

  @Test
  void instanceEndsWithItsSessionAndNoOtherDoes() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    FakePeer first = use(pool, Permits.ANNA, "s1");
    FakePeer second = use(pool, Permits.ANNA, "s2");
    FakePeer base = base(pool);
    pool.release("s1");
    pool.release("unknown");
    pool.release("");
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isFalse();
    assertThat(base.closed).isFalse();
    assertThat(use(pool, Permits.ANNA, "s2")).isSameAs(second);
    assertThat(use(pool, Permits.BOB, "s1")).isNotSameAs(first);
  }

  @Test
  void instanceThatDiedIsStartedAgainForItsOwner() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    FakePeer first = use(pool, Permits.ANNA, "s1");
    FakePeer other = use(pool, Permits.ANNA, "s2");
    first.gone.complete("exit code 1");
    assertThat(use(pool, Permits.ANNA, "s1")).isNotSameAs(first);
    assertThat(use(pool, Permits.ANNA, "s2")).isSameAs(other);
  }

  @Test
  void serverOfOthersHasASessionForEachOwner() throws Exception {
    theirs.making = peer -> peer.isMany = true;
    InstancePool pool = pool(theirs, Instances.SESSION);
    Peer first = use(pool, Permits.ANNA, "s1");
    assertThat(use(pool, Permits.ANNA, "s1")).isSameAs(first);
    FakePeer second = use(pool, Permits.ANNA, "s2");
    assertThat(second).isNotSameAs(first);
    assertThat(theirs.made).hasSize(1);
    pool.release("s2");
    assertThat(second.closed).isTrue();
  }

  @Test
  void serverOverHttpHasASessionForEachSetOfCapabilities() throws Exception {
    ours.making = peer -> peer.isMany = true;
    InstancePool pool = pool(ours, Instances.SHARED);
    Peer roots = use(pool, Calls.of(Permits.ANNA, "s1", ROOTS, null));
    assertThat(use(pool, Calls.of(Permits.BOB, "s2", ROOTS, null))).isSameAs(roots);
    Peer none = use(pool, Permits.ANNA, "s1");
    Peer all = use(pool, Calls.of(Permits.ANNA, null, ClientCapabilities.ALL, null));
    assertThat(all).isSameAs(base(pool));
    assertThat(none).isNotSameAs(roots).isNotSameAs(all);
    assertThat(ours.made).hasSize(1);
    assertThat(ours.made.getFirst().others).containsExactly(ROOTS, ClientCapabilities.NONE);
  }

  /** The sessions go over the wire of the shared one, which has a new address after a restart. */
  @Test
  void sessionsOverHttpAreMadeAnewAfterARestart() throws Exception {
    ours.making = peer -> peer.isMany = true;
    InstancePool pool = pool(ours, Instances.SHARED);
    Peer before = use(pool, Calls.of(Permits.ANNA, "s1", ROOTS, null));
    ours.made.getFirst().gone.complete("exit code 137");
    Peer after = use(pool, Calls.of(Permits.ANNA, "s1", ROOTS, null));
    assertThat(after).isNotSameAs(before);
    assertThat(ours.made).hasSize(2);
    assertThat(ours.made.getLast().others).containsExactly(ROOTS);
    assertThat(use(pool, Calls.of(Permits.BOB, "s2", ROOTS, null))).isSameAs(after);
  }

  @Test
  void wishForLogMessagesIsPassedOn() throws Exception {
    InstancePool pool = pool(ours, Instances.SHARED);
    use(pool, Permits.ANNA, "s1");
    assertThat(ours.made.getFirst().admitted).isEmpty();
    use(pool, Calls.of(Permits.ANNA, "s1", ClientCapabilities.NONE, LogLevel.WARNING));
    assertThat(ours.made.getFirst().admitted).containsExactly("warning");
  }

  @Test
  void lostSessionIsForgotten() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    base(pool);
    try (Lease own = pool.lease(Calls.of(Permits.BOB, "s2"), soon())) {
      own.discard();
      assertThat(((FakePeer) own.peer()).closed).isTrue();
      assertThat(use(pool, Permits.BOB, "s2")).isNotSameAs(own.peer());
    }
  }

  @Test
  void manyInstancesAreToldOfAsOne() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    FakePeer first = use(pool, Permits.ANNA, "s1");
    FakePeer second = use(pool, Permits.BOB, "s2");
    assertThat(events.all()).containsExactly("started fake []");
    first.gone.complete("exit code 1");
    second.gone.complete("exit code 2");
    assertThat(events.all())
        .containsExactly(
            "started fake []",
            "line [mcp-central] one of its instances ended: exit code 1",
            "ended exit code 2");
  }

  @Test
  void closedPoolStopsAllAndStartsNone() throws Exception {
    InstancePool pool = pool(ours, Instances.SESSION);
    use(pool, Permits.ANNA, "s1");
    use(pool, Permits.ANNA, "s2");
    pool.close();
    assertThat(ours.running()).isZero();
    assertThatThrownBy(() -> pool.lease(Calls.of(Permits.ANNA, "s1"), soon()))
        .hasMessage("the server was stopped");
    assertThatThrownBy(() -> pool.base(soon())).hasMessage("the server was stopped");
  }

  private InstancePool pool(FakeInstances instances, Instances sharing) {
    Pool rules = new Pool(8, 0, Optional.empty(), Optional.of(Duration.ofHours(1)));
    return new InstancePool(instances, events, sharing, rules);
  }

  private static FakePeer base(InstancePool pool) throws PeerException {
    try (Lease lease = pool.base(soon())) {
      return (FakePeer) lease.peer();
    }
  }

  private static FakePeer use(InstancePool pool, Principal principal, @Nullable String session)
      throws PeerException {
    return use(pool, Calls.of(principal, session));
  }

  private static FakePeer use(InstancePool pool, Call call) throws PeerException {
    try (Lease lease = pool.lease(call, Deadline.in(Duration.ofSeconds(5)))) {
      return (FakePeer) lease.peer();
    }
  }
}
