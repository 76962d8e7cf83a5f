package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A legacy client's call to a modern server: what the server wants to know is asked of the client
 * while the client waits, then the server is asked again.
 */
final class InputRounds {
  private static final int MAX_ROUNDS = 8;
  private static final Executor THREADS = task -> Thread.ofVirtual().name("question").start(task);

  private final Permitted permitted;
  private final Peer peer;
  private final Caller caller;
  private final Deadline deadline;

  InputRounds(Permitted permitted, Peer peer, Caller caller, Deadline deadline) {
    this.permitted = permitted;
    this.peer = peer;
    this.caller = caller;
    this.deadline = deadline;
  }

  /** Asks until the server answers with something else than {@code input_required}. */
  Outcome run() throws PeerException {
    Params.Inputs inputs = Params.Inputs.NONE;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Peer.Outgoing outgoing = Peer.Outgoing.of(permitted, Era.MODERN, inputs);
      Envelope response = peer.request(outgoing, caller, deadline);
      if (!(response instanceof Envelope.ResultResponse result)
          || !InputRequests.isIn(result.body())) {
        return Results.outcome(permitted, response, Era.MODERN);
      }
      Optional<List<InputRequests.Question>> questions = InputRequests.read(result.body());
      if (questions.isEmpty()) {
        throw new PeerException(PeerException.Kind.BROKEN, "the server asked nonsense");
      }
      Slice state = result.body().find("requestState");
      inputs = new Params.Inputs(InputRequests.responses(answers(questions.get())), state);
    }
    throw new PeerException(
        PeerException.Kind.BROKEN, "the server asked more than " + MAX_ROUNDS + " times");
  }

  /** All questions at once; those that the client does not answer stay open. */
  private Map<String, Slice> answers(List<InputRequests.Question> questions) throws PeerException {
    Map<String, CompletableFuture<ClientAnswer>> asked = new LinkedHashMap<>();
    for (InputRequests.Question question : questions) {
      asked.put(question.key(), CompletableFuture.supplyAsync(() -> ask(question), THREADS));
    }
    Map<String, Slice> answers = new LinkedHashMap<>();
    for (Map.Entry<String, CompletableFuture<ClientAnswer>> one : asked.entrySet()) {
      switch (one.getValue().join()) {
        case ClientAnswer.Result result -> answers.put(one.getKey(), result.result());
        case ClientAnswer.Refusal refusal ->
            throw new PeerException(
                PeerException.Kind.REFUSED, "the client did not answer: " + refusal.error().text());
      }
    }
    return answers;
  }

  private ClientAnswer ask(InputRequests.Question question) {
    Slice params = legacyForm(question);
    return caller.ask(question.method(), params, question.body());
  }

  /** 2025-11-25 wants an id for each elicitation by URL. */
  private static Slice legacyForm(InputRequests.Question question) {
    Members body = question.body();
    if (!"url".equals(body.string("mode")) || body.find("elicitationId") != null) {
      return question.params();
    }
    Slice params = question.params();
    return new JsonBuffer(params.length() + 64)
        .raw("{\"elicitationId\":\"")
        .raw(UUID.randomUUID().toString())
        .raw(body.isEmpty() ? "\"" : "\",")
        .range(params.array(), params.offset() + 1, params.end())
        .slice();
  }
}
