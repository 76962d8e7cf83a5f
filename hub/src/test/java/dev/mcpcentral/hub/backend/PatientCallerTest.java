package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PatientCallerTest {
  private static final Duration CALL = Duration.ofSeconds(30);

  private final FakeCaller client = new FakeCaller();
  private final Deadline deadline = Deadline.in(Duration.ofSeconds(2));
  private final PatientCaller patient =
      new PatientCaller(
          client,
          Permits.tool(Permits.client(Era.LEGACY, ClientFeature.ROOTS), "{}"),
          deadline,
          CALL);

  @Test
  void serversTimeDoesNotRunOutWhileTheClientIsAsked() {
    client.answering =
        method -> {
          assertThat(deadline.remainingNanos()).isGreaterThan(Duration.ofMinutes(9).toNanos());
          return new ClientAnswer.Result(Slice.of("{}"));
        };
    assertThat(roots()).isInstanceOf(ClientAnswer.Result.class);
    assertThat(deadline.remainingNanos())
        .isBetween(Duration.ofSeconds(20).toNanos(), CALL.toNanos());
  }

  @Test
  void serversTimeGoesOnWithTheLastAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CompletableFuture<Boolean> first = new CompletableFuture<>();
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    Iterator<CompletableFuture<Boolean>> answers = List.of(first, second).iterator();
    client.answering =
        method -> {
          CompletableFuture<Boolean> mine;
          synchronized (answers) {
            mine = answers.next();
          }
          asked.countDown();
          mine.join();
          return new ClientAnswer.Result(Slice.of("{}"));
        };
    CompletableFuture<ClientAnswer> one = CompletableFuture.supplyAsync(this::roots);
    CompletableFuture<ClientAnswer> two = CompletableFuture.supplyAsync(this::roots);
    asked.await();
    first.complete(true);
    CompletableFuture.anyOf(one, two).get();
    assertThat(deadline.remainingNanos()).isGreaterThan(Duration.ofMinutes(9).toNanos());
    second.complete(true);
    CompletableFuture.allOf(one, two).get();
    assertThat(deadline.remainingNanos()).isLessThanOrEqualTo(CALL.toNanos());
  }

  @Test
  void clientIsAskedOnlyForWhatItDeclared() {
    assertThat(ask("sampling/createMessage", "{}")).isInstanceOf(ClientAnswer.Refusal.class);
    assertThat(ask("elicitation/create", "{}")).isInstanceOf(ClientAnswer.Refusal.class);
    assertThat(client.asked).isEmpty();
    assertThat(deadline.remainingNanos()).isLessThan(Duration.ofSeconds(2).toNanos());
    assertThat(patient.missing().features())
        .containsExactlyInAnyOrder(ClientFeature.SAMPLING, ClientFeature.ELICITATION);
  }

  /** Parked questions are written from their body. */
  @Test
  void resourcesInAQuestionAreExposedInItsBodyToo() {
    String link = "{\"content\":{\"type\":\"resource_link\",\"uri\":\"%s\"}}";
    String params = "{\"messages\":[" + link + "]}";
    Permitted permitted = Permits.tool(Permits.client(Era.MODERN, ClientFeature.SAMPLING), "{}");
    String asked = params.formatted("file:///x");
    new PatientCaller(client, permitted, deadline, CALL)
        .ask("sampling/createMessage", Slice.of(asked), Permits.members(asked));
    assertThat(client.bodies.getFirst().json("messages"))
        .isEqualTo("[" + link.formatted("mcp://s/file:///x") + "]");
  }

  @Test
  void requestThatNoClientKnowsIsRefusedAndNotMissed() {
    assertThat(ask("tools/call", "{}")).isEqualTo(ClientAnswer.unsupported("tools/call"));
    assertThat(patient.missing().features()).isEmpty();
  }

  @Test
  void clientThatFailsToAnswerLetsTheTimeGoOnToo() {
    client.answering = method -> ClientAnswer.failed("gone");
    assertThat(roots()).isInstanceOf(ClientAnswer.Refusal.class);
    assertThat(deadline.remainingNanos()).isLessThanOrEqualTo(CALL.toNanos());
  }

  @Test
  void notificationsAndCancellationPass() {
    List<Runnable> actions = new ArrayList<>();
    client.cancelling = actions::add;
    patient.notify("notifications/message", Slice.of("{}"));
    patient.onCancel(() -> {});
    assertThat(client.noting).containsExactly("notifications/message {}");
    assertThat(actions).hasSize(1);
  }

  private ClientAnswer roots() {
    return ask("roots/list", "{}");
  }

  private ClientAnswer ask(String method, String params) {
    return patient.ask(method, Slice.of(params), Permits.members(params));
  }
}
