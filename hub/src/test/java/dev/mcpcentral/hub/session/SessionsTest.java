package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Principal ANNA = new Principal.Client("anna");
  private static final Principal BOB = new Principal.Client("bob");
  private static final Slice ONE = Slice.of("1");

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final Sessions sessions = new Sessions(nanoTime::get);

  @Test
  void sessionsOfOnePrincipalDoNotExistForAnother() {
    Session session = open(ANNA);
    assertThat(sessions.find(session.id(), ANNA)).containsSame(session);
    assertThat(sessions.find(session.id(), BOB)).isEmpty();
    assertThat(sessions.find(session.id(), new Principal.Anonymous())).isEmpty();
    assertThat(sessions.find("unknown", ANNA)).isEmpty();
  }

  @Test
  void clientCalledOperatorIsNotTheOperator() {
    Session session = open(new Principal.Operator());
    assertThat(sessions.find(session.id(), new Principal.Client("operator"))).isEmpty();
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
    Stream stream = new Stream();
    session.listen(stream);
    sessions.end(session);
    assertThat(sessions.find(session.id(), ANNA)).isEmpty();
    assertThat(sessions.count()).isZero();
    assertThat(cancelled).hasValue(1);
    assertThat(stream.events).containsExactly("close");
  }

  @Test
  void streamThatComesTooLateIsClosed() {
    Session session = open(ANNA);
    sessions.end(session);
    Stream late = new Stream();
    session.listen(late);
    assertThat(late.events).containsExactly("close");
  }

  @Test
  void newStreamTakesOverFromTheOneBefore() {
    Session session = open(ANNA);
    Stream first = new Stream();
    Stream second = new Stream();
    session.listen(first);
    session.listen(second);
    session.unlisten(first);
    sessions.send("notifications/tools/list_changed");
    assertThat(first.events).containsExactly("close");
    assertThat(second.events).containsExactly("notifications/tools/list_changed");
    session.unlisten(second);
    sessions.send("notifications/tools/list_changed");
    assertThat(second.events).containsExactly("notifications/tools/list_changed");
  }

  @Test
  void idleSessionsExpireAndUsedOnesStay() {
    Session idle = open(ANNA);
    Session used = open(ANNA);
    Session streaming = open(ANNA);
    streaming.listen(new Stream());
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
  void closingEndsThemAll() {
    Stream stream = new Stream();
    open(ANNA).listen(stream);
    open(BOB);
    sessions.close();
    assertThat(sessions.count()).isZero();
    assertThat(stream.events).containsExactly("close");
  }

  private Session open(Principal principal) {
    return sessions.create(principal, Revision.NEWEST_LEGACY, "tester", ClientCapabilities.NONE);
  }

  private static final class Stream implements Session.Listener {
    final List<String> events = new ArrayList<>();

    @Override
    public void send(String method, @Nullable Slice params) {
      events.add(params == null ? method : method + " " + params.text());
    }

    @Override
    public void send(Slice message) {
      events.add(message.text());
    }

    @Override
    public void close() {
      events.add("close");
    }
  }
}
