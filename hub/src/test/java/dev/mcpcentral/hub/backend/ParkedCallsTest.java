package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A modern client and a legacy server that asks it; the server is played by {@code exchange}. */
@Timeout(30)
class ParkedCallsTest {
  private static final Client CLIENT =
      Permits.client(Era.MODERN, ClientFeature.ELICITATION, ClientFeature.ROOTS);
  private static final String ROOTS = "{\"roots\":[]}";

  private final RequestState seals = new RequestState(new byte[32], InstantSource.system());
  private final ParkedCalls calls = new ParkedCalls(seals);
  private final FakeCaller client = new FakeCaller();

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    calls.close();
    while (calls.count() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void callWithoutQuestionsEndsLikeAnyOther() {
    assertThat(calls.take(begin(), client, server -> answer("done"))).isEqualTo(answer("done"));
    assertThat(calls.count()).isZero();
  }

  @Test
  void questionsThatComeTogetherAreAskedTogether() {
    Members asked = asked(calls.take(begin(), client, ParkedCallsTest::askThree));
    assertThat(asked.string("resultType")).isEqualTo("input_required");
    assertThat(keys(asked)).containsExactlyInAnyOrder("name", "name-2", "roots-list");
    assertThat(calls.count()).isEqualTo(1);
  }

  @Test
  void questionLooksLikeOneOfItsEra() {
    Members asked =
        asked(calls.take(begin(), client, server -> ask(server, "elicitation/create", form("a"))));
    assertThat(asked.json("inputRequests"))
        .isEqualTo("{\"a\":{\"method\":\"elicitation/create\",\"params\":" + form("a") + "}}");
  }

  @Test
  void answersFindTheirQuestionsAndTheCallGoesOn() {
    Members asked = asked(calls.take(begin(), client, ParkedCallsTest::askThree));
    String responses = "{\"roots-list\":{\"r\":1},\"name\":{\"n\":1},\"name-2\":{\"n\":2}}";
    Outcome end = calls.take(retry(asked, responses), client, ParkedCallsTest::neverAgain);
    String text = ((Outcome.Answer) end).result().text();
    assertThat(text).contains("roots/list={\"r\":1}", "{\"n\":1}", "{\"n\":2}");
    assertThat(calls.count()).isZero();
  }

  @Test
  void missingAnswersAreAskedForAgainAndExtraOnesAreIgnored() {
    Members asked = asked(calls.take(begin(), client, ParkedCallsTest::askThree));
    String some = "{\"name\":{\"n\":1},\"unknown\":{\"x\":1},\"roots-list\":\"not an object\"}";
    Members again = asked(calls.take(retry(asked, some), client, ParkedCallsTest::neverAgain));
    assertThat(keys(again)).containsExactlyInAnyOrder("name-2", "roots-list");
    String rest = "{\"roots-list\":{\"r\":1},\"name-2\":{\"n\":2},\"name\":{\"n\":9}}";
    Outcome end = calls.take(retry(again, rest), client, ParkedCallsTest::neverAgain);
    assertThat(((Outcome.Answer) end).result().text()).contains("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void answerThatIsThereBeforeTheQuestionIsUsed() {
    Permitted early = call(Permits.ANNA, "{\"inputResponses\":{\"roots-list\":" + ROOTS + "}}");
    assertThat(calls.take(early, client, server -> ask(server, "roots/list", "{}")))
        .isEqualTo(answer("roots/list=" + ROOTS));
    assertThat(calls.count()).isZero();
  }

  @Test
  void stateOfACallThatHasEndedIsOfNoUse() {
    Members asked = askedForRoots();
    Permitted retry = retry(asked, "{\"roots-list\":" + ROOTS + "}");
    assertThat(calls.take(retry, client, ParkedCallsTest::neverAgain))
        .isEqualTo(answer("roots/list=" + ROOTS));
    assertThat(calls.take(retry, client, ParkedCallsTest::neverAgain))
        .isInstanceOfSatisfying(
            Failure.InvalidArguments.class,
            refused -> assertThat(refused.message()).contains("nobody waits"));
  }

  @Test
  void stateThatIsNotTheCallersOwnIsRefusedAndTheCallWaitsOn() {
    Members asked = askedForRoots();
    String state = state(asked);
    String stolen = "{\"requestState\":\"" + state + "\",\"inputResponses\":{\"roots-list\":{}}}";
    assertRefused(call(Permits.BOB, stolen));
    assertRefused(call(Permits.ANNA, "{\"requestState\":\"forged\"}"));
    assertRefused(call(Permits.ANNA, "{\"requestState\":7}"));
    assertRefused(
        call(Permits.ANNA, "{\"arguments\":{\"other\":1},\"requestState\":\"" + state + "\"}"));
    String servers = seals.seal(begin(), "server:" + state);
    assertRefused(call(Permits.ANNA, "{\"requestState\":\"" + servers + "\"}"));
    assertThat(calls.count()).isEqualTo(1);
    assertThat(asked(calls.take(retry(asked, "{}"), client, ParkedCallsTest::neverAgain)).isEmpty())
        .isFalse();
  }

  @Test
  void clientThatCancelsItsLiveRequestCancelsTheCall() throws Exception {
    CompletableFuture<Runnable> cancel = new CompletableFuture<>();
    client.cancelling = cancel::complete;
    CompletableFuture<Outcome> call =
        CompletableFuture.supplyAsync(
            () -> calls.take(begin(), client, ParkedCallsTest::untilCancelled));
    cancel.get().run();
    assertThat(call.get()).isEqualTo(new Failure.Cancelled());
    assertThat(calls.count()).isZero();
  }

  @Test
  void clientThatHasGoneAfterItsTurnHasNotCancelled() throws Exception {
    CompletableFuture<Runnable> gone = new CompletableFuture<>();
    client.cancelling = gone::complete;
    Members asked = askedForRoots();
    gone.get().run();
    FakeCaller again = new FakeCaller();
    Permitted retry = retry(asked, "{\"roots-list\":" + ROOTS + "}");
    assertThat(calls.take(retry, again, ParkedCallsTest::neverAgain))
        .isEqualTo(answer("roots/list=" + ROOTS));
  }

  @Test
  void clientThatCancelsWhileTheCallGoesOnCancelsIt() throws Exception {
    Members asked =
        asked(
            calls.take(
                begin(),
                client,
                server -> {
                  ask(server, "roots/list", "{}");
                  return untilCancelled(server);
                }));
    CompletableFuture<Runnable> cancel = new CompletableFuture<>();
    FakeCaller again = new FakeCaller();
    again.cancelling = cancel::complete;
    Permitted retry = retry(asked, "{\"roots-list\":" + ROOTS + "}");
    CompletableFuture<Outcome> end =
        CompletableFuture.supplyAsync(() -> calls.take(retry, again, ParkedCallsTest::neverAgain));
    cancel.get().run();
    assertThat(end.get()).isEqualTo(new Failure.Cancelled());
  }

  /** The server gave up on its question: whoever waits for the answer is let go. */
  @Test
  void questionsOfACallThatHasEndedWaitForNobody() throws Exception {
    CompletableFuture<ClientAnswer> abandoned = new CompletableFuture<>();
    CountDownLatch giveUp = new CountDownLatch(1);
    Members asked =
        asked(
            calls.take(
                begin(),
                client,
                server -> {
                  Thread.startVirtualThread(
                      () -> abandoned.complete(question(server, "roots/list", "{}")));
                  await(giveUp);
                  return answer("without it");
                }));
    giveUp.countDown();
    assertThat(abandoned.get(5, TimeUnit.SECONDS)).isInstanceOf(ClientAnswer.Refusal.class);
    assertThat(calls.take(retry(asked, "{}"), client, ParkedCallsTest::neverAgain))
        .isInstanceOf(Failure.InvalidArguments.class);
  }

  @Test
  void closingCancelsWhatIsParked() throws Exception {
    asked(calls.take(begin(), client, ParkedCallsTest::askAndWait));
    calls.close();
    while (calls.count() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(calls.count()).isZero();
  }

  @Test
  void defectOfTheExchangeEndsTheCall() {
    Outcome outcome =
        calls.take(
            begin(),
            client,
            server -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
              throw new IllegalStateException("defect");
            });
    assertThat(outcome).isInstanceOf(Failure.Internal.class);
    assertThat(calls.count()).isZero();
  }

  @Test
  void moreThanTheBoundAreRefused() throws Exception {
    List<CompletableFuture<Outcome>> parked = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<Outcome> one = new CompletableFuture<>();
      parked.add(one);
      Thread.startVirtualThread(
          () -> one.complete(calls.take(begin(), new FakeCaller(), ParkedCallsTest::askAndWait)));
    }
    for (CompletableFuture<Outcome> one : parked) {
      assertThat(one.get()).isInstanceOf(Outcome.InputRequired.class);
    }
    assertThat(calls.take(begin(), client, ParkedCallsTest::neverAgain))
        .isInstanceOfSatisfying(
            Failure.BackendUnavailable.class,
            full -> assertThat(full.message()).contains("1000 calls wait"));
  }

  @Test
  void progressGoesToTheLiveRequestUnderItsOwnToken() {
    Permitted first = call(Permits.ANNA, "{\"_meta\":{\"progressToken\":\"one\"}}");
    Members asked =
        asked(
            calls.take(
                first,
                client,
                server -> {
                  report(server, 1);
                  Outcome asking = ask(server, "roots/list", "{}");
                  report(server, 2);
                  return asking;
                }));
    assertThat(client.noting)
        .containsExactly("notifications/progress {\"progressToken\":\"one\",\"progress\":1}");
    FakeCaller again = new FakeCaller();
    Permitted retry =
        call(
            Permits.ANNA,
            "{\"requestState\":\""
                + state(asked)
                + "\",\"inputResponses\":{\"roots-list\":{}},\"_meta\":{\"progressToken\":2}}");
    calls.take(retry, again, ParkedCallsTest::neverAgain);
    assertThat(again.noting)
        .containsExactly("notifications/progress {\"progressToken\":2,\"progress\":2}");
    assertThat(client.noting).hasSize(1);
  }

  @Test
  void onlyCallsThatMayNeedInputAreParked() {
    assertThat(ParkedCalls.mayBeNeeded(begin())).isTrue();
    assertThat(ParkedCalls.mayBeNeeded(Permits.tool(Permits.client(Era.MODERN), "{}"))).isFalse();
    assertThat(
            ParkedCalls.mayBeNeeded(
                Permits.tool(Permits.client(Era.MODERN), "{\"requestState\":\"x\"}")))
        .isTrue();
    assertThat(
            ParkedCalls.mayBeNeeded(
                Permits.of(Permits.ANNA, CLIENT, ServerMethod.COMPLETE, "t", "{}")))
        .isFalse();
  }

  private void assertRefused(Permitted permitted) {
    assertThat(calls.take(permitted, client, ParkedCallsTest::neverAgain))
        .isInstanceOfSatisfying(
            Failure.InvalidArguments.class,
            refused -> assertThat(refused.message()).contains("not the one given"));
  }

  private static Permitted begin() {
    return call(Permits.ANNA, "{}");
  }

  private static Permitted call(Principal principal, String params) {
    return Permits.of(principal, CLIENT, ServerMethod.CALL_TOOL, "t", params);
  }

  private static Permitted retry(Members asked, String responses) {
    return call(
        Permits.ANNA,
        "{\"requestState\":\"" + state(asked) + "\",\"inputResponses\":" + responses + "}");
  }

  private static Outcome askThree(Caller server) {
    List<CompletableFuture<String>> answers =
        List.of(
            later(() -> text(server, "elicitation/create", form("name"))),
            later(() -> text(server, "elicitation/create", form("name"))),
            later(() -> text(server, "roots/list", "{}")));
    return answer(answers.stream().map(CompletableFuture::join).collect(Collectors.joining(" ")));
  }

  private static CompletableFuture<String> later(Supplier<String> question) {
    return CompletableFuture.supplyAsync(question, Thread::startVirtualThread);
  }

  private static Outcome neverAgain(Caller server) {
    throw new AssertionError("the server was asked a second time");
  }

  private Members askedForRoots() {
    return asked(calls.take(begin(), client, server -> ask(server, "roots/list", "{}")));
  }

  /** A server that asks and does not wait for the answer. */
  private static Outcome askAndWait(Caller server) {
    Thread.startVirtualThread(() -> question(server, "roots/list", "{}"));
    return untilCancelled(server);
  }

  private static Outcome untilCancelled(Caller server) {
    CountDownLatch cancelled = new CountDownLatch(1);
    server.onCancel(cancelled::countDown);
    await(cancelled);
    return new Failure.Cancelled();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(Caller server, int progress) {
    server.notify(
        "notifications/progress", Slice.of("{\"progressToken\":0,\"progress\":" + progress + "}"));
  }

  private static String form(String field) {
    return "{\"requestedSchema\":{\"properties\":{\"" + field + "\":{}}}}";
  }

  private static Outcome ask(Caller server, String method, String params) {
    return answer(text(server, method, params));
  }

  private static String text(Caller server, String method, String params) {
    return switch (question(server, method, params)) {
      case ClientAnswer.Result result -> method + "=" + result.result().text();
      case ClientAnswer.Refusal refusal -> method + " refused " + refusal.error().text();
    };
  }

  private static ClientAnswer question(Caller server, String method, String params) {
    return server.ask(method, Slice.of(params), Permits.members(params));
  }

  private static Outcome answer(String text) {
    return new Outcome.Answer(Slice.of(text), false);
  }

  private static Members asked(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.InputRequired.class);
    return Permits.members(((Outcome.InputRequired) outcome).result().text());
  }

  private static List<String> keys(Members asked) {
    return Permits.members(Objects.requireNonNull(asked.json("inputRequests"))).list().stream()
        .map(Members.Member::name)
        .toList();
  }

  private static String state(Members asked) {
    return Objects.requireNonNull(asked.string("requestState"));
  }
}
