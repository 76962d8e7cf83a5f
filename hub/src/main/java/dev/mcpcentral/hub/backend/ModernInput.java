package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.List;
import java.util.Optional;

/**
 * A modern client's call to a modern server. The server's questions pass through; what the client
 * must bring back is sealed, because the server sees all clients as one.
 */
final class ModernInput {
  private static final String MARK = "server:";

  private final RequestState seals;

  ModernInput(RequestState seals) {
    this.seals = seals;
  }

  Outcome exchange(Permitted permitted, Peer peer, Caller caller, Deadline deadline)
      throws PeerException {
    Slice state = null;
    if (RequestState.isIn(permitted)) {
      Optional<String> own = seals.broughtBack(permitted, MARK);
      if (own.isEmpty()) {
        return RequestState.REFUSED;
      }
      state = Slice.of(JsonStrings.quote(own.get()));
    }
    Slice responses = permitted.ask().params().find("inputResponses");
    try {
      responses = new Exposure(permitted).responses(responses);
    } catch (MalformedJsonException tooLarge) {
      return new Failure.InvalidArguments("inputResponses: " + tooLarge.getMessage());
    }
    Params.Inputs inputs = new Params.Inputs(responses, state);
    Peer.Outgoing outgoing = Peer.Outgoing.of(permitted, Era.MODERN, inputs);
    return released(permitted, peer.request(outgoing, caller, deadline));
  }

  private Outcome released(Permitted permitted, Envelope response) {
    if (!(response instanceof Envelope.ResultResponse result) || !asks(result)) {
      return Results.outcome(permitted, response, Era.MODERN);
    }
    Optional<List<InputRequests.Question>> questions = InputRequests.read(result.body());
    if (questions.isEmpty()) {
      return nonsense(permitted);
    }
    for (InputRequests.Question question : questions.get()) {
      Optional<String> refusal = refusal(permitted, question);
      if (refusal.isPresent()) {
        return new Failure.Denied(refusal.get());
      }
    }
    if (!InputRequests.isIn(result.body())) {
      return Results.outcome(permitted, response, Era.MODERN);
    }
    try {
      Slice exposed = new Exposure(permitted).result(result.result());
      String state = result.body().string("requestState");
      return new Outcome.InputRequired(
          state == null
              ? exposed
              : InputRequests.withState(
                  Members.inside(exposed), seals.seal(permitted, MARK + state)));
    } catch (MalformedJsonException tooLarge) {
      return nonsense(permitted);
    }
  }

  private static Outcome nonsense(Permitted permitted) {
    return new Failure.BackendBroken(permitted.route().server(), "the server asked nonsense");
  }

  /** A task that waits for input asks in its state (Tasks extension, {@code tasks/get}). */
  private static boolean asks(Envelope.ResultResponse result) {
    return InputRequests.isIn(result.body())
        || InputRequests.TYPE.equals(result.body().string("status"));
  }

  private static Optional<String> refusal(Permitted permitted, InputRequests.Question question) {
    ClientFeature needed = ClientCapabilities.needed(question.method(), question.body());
    // A task's questions were declared with the request that began it.
    boolean declared =
        permitted.ask().verb().ofTask()
            || (needed != null && permitted.call().client().capabilities().has(needed));
    return declared
        ? permitted.refusesAsking(question.method(), question.body())
        : Optional.of(
            "the server asks for " + question.method() + ", which the client did not declare");
  }
}
