package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Owner ANNA = new Owner(new Principal.Client("anna"), null);
  private static final Owner BOB = new Owner(new Principal.Client("bob"), null);
  private static final Slice ONE = Slice.of("1");

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final Sessions sessions = new Sessions(nanoTime::get);

  @Test
  void sessionsOfOnePrincipalDoNotExistForAnother() {
    Session session = open(ANNA);
    assertThat(sessions.find(session.id(), ANNA)).containsSame(session);
    assertThat(sessions.find(session.id(), BOB)).isEmpty();
    assertThat(sessions.find(session.id(), new Owner(new Principal.Anonymous(), null))).isEmpty();
    assertThat(sessions.find("unknown", ANNA)).isEmpty();
  }

  @Test
  void clientCalledOperatorIsNotTheOperator() {
    Session session = open(new Owner(new Principal.Operator(), null));
    assertThat(sessions.find(session.id(), new Owner(new Principal.Client("operator"), null)))
        .isEmpty();
  }

  @Test
  void idsArePrintableAndUnguessable() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String id = open(ANNA).id();
      assertThat(id).matches("[A-Za-z0-9_-]{24}");
      ids.add(id);
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void requestIdInFlightIsRefusedUntilItsRequestHasEnded() {
    Session session = open(ANNA);
    assertThat(session.begin(ONE)).isPresent();
    assertThat(session.begin(Slice.of("1"))).isEmpty();
    assertThat(session.begin(Slice.of("\"1\""))).isPresent();
    session.end(ONE);
    assertThat(session.begin(ONE)).isPresent();
  }

  @Test
  void cancellationFindsItsRequestAndNoOther() {
    Session session = open(ANNA);
    AtomicInteger cancelled = new AtomicInteger();
    session.begin(ONE).orElseThrow().onCancel(cancelled::incrementAndGet);
    session.cancel(Slice.of("2"));
    session.cancel(Slice.of("\"1\""));
    assertThat(cancelled).hasValue(0);
    session.cancel(ONE);
    session.cancel(ONE);
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void endedSessionIsGoneWithEverythingInIt() {
    Session session = open(ANNA);
    AtomicInteger cancelled = new AtomicInteger();
    session.begin(ONE).orElseThrow().onCancel(cancelled::incrementAndGet);
    EventLog stream = session.openStream(true).orElseThrow();
    sessions.end(session);
    assertThat(sessions.find(session.id(), ANNA)).isEmpty();
    assertThat(sessions.count()).isZero();
    assertThat(cancelled).hasValue(1);
    assertThat(stream.finished()).isTrue();
  }

  @Test
  void streamThatComesTooLateIsRefused() {
    Session session = open(ANNA);
    sessions.end(session);
    assertThat(session.openStream(true)).isEmpty();
    EventLog late = EventLog.unkept();
    session.adopt(late);
    assertThat(late.finished()).isTrue();
  }

  @Test
  void sessionOfOnePathDoesNotExistAtAnother() {
    Principal anna = new Principal.Client("anna");
    Owner scoped = new Owner(anna, new ServerName("files"));
    Session session = open(scoped);
    assertThat(sessions.find(session.id(), scoped)).containsSame(session);
    assertThat(sessions.find(session.id(), ANNA)).isEmpty();
    assertThat(sessions.find(session.id(), new Owner(anna, new ServerName("mail")))).isEmpty();
  }

  @Test
  void noMoreRequestsAreInFlightThanTheBound() {
    Session session = open(ANNA);
    for (int i = 0; i < Session.MAX_IN_FLIGHT; i++) {
      assertThat(session.begin(Slice.of("" + i))).isPresent();
    }
    assertThat(session.begin(Slice.of("\"one more\""))).isEmpty();
    session.end(ONE);
    assertThat(session.begin(Slice.of("\"one more\""))).isPresent();
  }

  @Test
  void questionWithoutAnyStreamFailsAtOnce() {
    Session session = open(ANNA);
    assertThat(session.ask(id -> session.sendRequest(id), new Cancellation()))
        .isInstanceOf(ClientAnswer.Refusal.class);
  }

  @Test
  void idleSessionsExpireAndUsedOnesStay() {
    Session idle = open(ANNA);
    Session used = open(ANNA);
    Session streaming = open(ANNA);
    EventLog.Reader reader = streaming.openStream(true).orElseThrow().readAfter(0);
    Session busy = open(ANNA);
    busy.begin(ONE);
    nanoTime.addAndGet(Sessions.IDLE.toNanos());
    sessions.expire();
    assertThat(sessions.count()).isEqualTo(4);
    sessions.find(used.id(), ANNA);
    sessions.find(idle.id(), BOB);
    nanoTime.addAndGet(1);
    sessions.expire();
    assertThat(sessions.find(idle.id(), ANNA)).isEmpty();
    assertThat(sessions.count()).isEqualTo(3);
    busy.end(ONE);
    sessions.expire();
    assertThat(sessions.count()).isEqualTo(2);
    reader.close();
    sessions.expire();
    assertThat(sessions.count()).isEqualTo(1);
  }

  @Test
  void idlestSessionMakesRoomForTheOneOverTheBound() {
    Session inUse = open(ANNA);
    nanoTime.addAndGet(1);
    Session idlest = open(ANNA);
    nanoTime.addAndGet(1);
    for (int i = 2; i < Sessions.MAX; i++) {
      open(BOB);
    }
    nanoTime.addAndGet(1);
    sessions.find(inUse.id(), ANNA);
    open(ANNA);
    assertThat(sessions.count()).isEqualTo(Sessions.MAX);
    assertThat(sessions.find(idlest.id(), ANNA)).isEmpty();
    assertThat(sessions.find(inUse.id(), ANNA)).isPresent();
  }

  @Test
  void idleSessionCostsFarLessThanTwentyKib() throws Exception {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long before = used(memory);
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      EventLog log = open(ANNA).openStream(true).orElseThrow();
      EventLog.Reader reader = log.readAfter(0);
      log.offer(Slice.of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"));
      reader.next(Duration.ZERO);
      reader.close();
    }
    assertThat((used(memory) - before) / count).isBetween(100L, 4_096L);
    assertThat(sessions.count()).isEqualTo(count);
  }

  private static long used(MemoryMXBean memory) {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Test
  void closingEndsThemAll() {
    EventLog stream = open(ANNA).openStream(true).orElseThrow();
    open(BOB);
    sessions.close();
    assertThat(sessions.count()).isZero();
    assertThat(stream.finished()).isTrue();
  }

  private Session open(Owner owner) {
    return sessions.create(owner, Revision.NEWEST_LEGACY, "tester", ClientCapabilities.NONE);
  }
}
