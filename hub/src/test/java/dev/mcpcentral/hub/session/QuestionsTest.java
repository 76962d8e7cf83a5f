package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QuestionsTest {
  private final Questions questions = new Questions();
  private final BlockingQueue<Slice> sent = new LinkedBlockingQueue<>();

  @Test
  void answersFindTheirQuestionsUnderIdsOfTheHub() throws Exception {
    CompletableFuture<ClientAnswer> first = ask();
    Slice one = sent.take();
    CompletableFuture<ClientAnswer> second = ask();
    Slice two = sent.take();
    assertThat(one.text()).startsWith("\"hub-").isNotEqualTo(two.text());
    questions.answer(result(two, "{\"n\":2}"));
    questions.answer(result(one, "{ \"n\":1e999}"));
    assertThat(first.get()).isEqualTo(new ClientAnswer.Result(Slice.of("{ \"n\":1e999}")));
    assertThat(second.get()).isEqualTo(new ClientAnswer.Result(Slice.of("{\"n\":2}")));
    assertThat(questions.count()).isZero();
  }

  @Test
  void clientsErrorIsPassedOn() throws Exception {
    CompletableFuture<ClientAnswer> asked = ask();
    questions.answer(error(sent.take().text(), "{\"code\":-1,\"message\":\"no\"}"));
    assertThat(asked.get())
        .isEqualTo(new ClientAnswer.Refusal(Slice.of("{\"code\":-1,\"message\":\"no\"}")));
    assertThat(questions.count()).isZero();
  }

  @Test
  void strayAnswersAreIgnored() throws Exception {
    CompletableFuture<ClientAnswer> asked = ask();
    Slice id = sent.take();
    questions.answer(result(Slice.of("\"hub-0\""), "{}"));
    questions.answer(result(Slice.of("1"), "{}"));
    questions.answer(error("\"hub-99\"", "{\"code\":-1,\"message\":\"no\"}"));
    questions.answer(error("null", "{\"code\":-1,\"message\":\"no\"}"));
    assertThat(questions.count()).isEqualTo(1);
    questions.answer(result(id, "{\"first\":1}"));
    questions.answer(result(id, "{\"second\":1}"));
    assertThat(asked.get()).isEqualTo(new ClientAnswer.Result(Slice.of("{\"first\":1}")));
  }

  @Test
  void clientThatHasGoneAnswersNothing() throws Exception {
    CompletableFuture<ClientAnswer> asked = ask();
    sent.take();
    questions.abandon();
    assertThat(refusal(asked.get())).contains("session has ended");
    assertThat(questions.count()).isZero();
  }

  @Test
  void clientThatCannotBeReachedIsNotWaitedFor() {
    assertThat(refusal(questions.ask(id -> false, new Cancellation()))).contains("no stream open");
    assertThat(questions.count()).isZero();
  }

  @Test
  void openQuestionsAreBounded() throws Exception {
    List<CompletableFuture<ClientAnswer>> open = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      open.add(ask());
      sent.take();
    }
    assertThat(refusal(ask().get())).contains("64 questions");
    assertThat(sent).isEmpty();
    questions.abandon();
    for (CompletableFuture<ClientAnswer> one : open) {
      assertThat(refusal(one.get())).contains("session has ended");
    }
    CompletableFuture<ClientAnswer> next = ask();
    questions.answer(result(sent.take(), "{}"));
    assertThat(next.get()).isInstanceOf(ClientAnswer.Result.class);
  }

  private CompletableFuture<ClientAnswer> ask() {
    CompletableFuture<ClientAnswer> answer = new CompletableFuture<>();
    Thread.startVirtualThread(() -> answer.complete(questions.ask(sent::add, new Cancellation())));
    return answer;
  }

  private static String refusal(ClientAnswer answer) {
    assertThat(answer).isInstanceOf(ClientAnswer.Refusal.class);
    return ((ClientAnswer.Refusal) answer).error().text();
  }

  private static Envelope.ResultResponse result(Slice id, String result) throws Exception {
    return (Envelope.ResultResponse)
        EnvelopeScanner.scan(
            Slice.of("{\"jsonrpc\":\"2.0\",\"id\":" + id.text() + ",\"result\":" + result + "}"));
  }

  private static Envelope.ErrorResponse error(String id, String error) throws Exception {
    return (Envelope.ErrorResponse)
        EnvelopeScanner.scan(
            Slice.of("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + error + "}"));
  }
}
