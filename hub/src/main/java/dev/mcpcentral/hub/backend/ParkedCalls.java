package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls of one server that wait for their clients to come back; bounded in number and time. */
final class ParkedCalls implements AutoCloseable {
  private static final int MAX = 1_000;
  private static final String MARK = "parked:";

  private final RequestState seals;
  private final Map<String, ParkedCall> byId = new ConcurrentHashMap<>();

  ParkedCalls(RequestState seals) {
    this.seals = seals;
  }

  /** Whether the server can ask something, or was asked to go on. */
  static boolean mayBeNeeded(Permitted permitted) {
    return permitted.ask().verb().mayNeedInput()
        && (!permitted.call().client().capabilities().features().isEmpty()
            || RequestState.isIn(permitted));
  }

  /** Goes on with the call that the request's state names. */
  Outcome resume(Permitted permitted, Caller caller) {
    return seals
        .broughtBack(permitted, MARK)
        .map(id -> resume(permitted, id, caller))
        .orElse(RequestState.REFUSED);
  }

  /** Begins a call, or goes on with the one that the request's state names. */
  Outcome take(Permitted permitted, Caller caller, Function<Caller, Outcome> exchange) {
    return RequestState.isIn(permitted)
        ? resume(permitted, caller)
        : begin(permitted, caller, exchange);
  }

  private Outcome begin(Permitted permitted, Caller caller, Function<Caller, Outcome> exchange) {
    if (byId.size() >= MAX) {
      return new Failure.BackendUnavailable(
          permitted.route().server(), MAX + " calls wait for their clients already");
    }
    String id = UUID.randomUUID().toString();
    Slice early = permitted.ask().params().find("inputResponses");
    ParkedCall call = new ParkedCall(RequestState.LIFETIME, InputRequests.responses(early));
    byId.put(id, call);
    call.attach(permitted, caller); // before it begins: its first words are for this client
    Caller recorded = caller.around(call);
    Thread.ofVirtual()
        .name("parked call")
        .start(() -> carryOut(id, call, () -> exchange.apply(recorded)));
    return turn(permitted, id, call, Map.of(), caller);
  }

  private void carryOut(String id, ParkedCall call, Supplier<Outcome> exchange) {
    Outcome outcome = new Failure.Internal(id);
    try {
      outcome = exchange.get();
    } finally {
      byId.remove(id);
      call.end(outcome);
    }
  }

  private Outcome resume(Permitted permitted, String id, Caller caller) {
    ParkedCall call = byId.get(id);
    Slice answers = permitted.ask().params().find("inputResponses");
    return call == null
        ? new Failure.InvalidArguments(
            "requestState: nobody waits for this answer any more; send the request anew")
        : turn(permitted, id, call, InputRequests.responses(answers), caller);
  }

  private Outcome turn(
      Permitted permitted, String id, ParkedCall call, Map<String, Slice> answers, Caller caller) {
    return switch (call.turn(permitted, answers, caller)) {
      case ParkedCall.Turn.Ended ended -> ended.outcome();
      case ParkedCall.Turn.Asking asking ->
          new Outcome.InputRequired(
              InputRequests.result(asking.questions(), seals.seal(permitted, MARK + id)));
    };
  }

  /** Whether the request's state names a call that waits here. */
  boolean awaits(Permitted permitted) {
    return !byId.isEmpty()
        && RequestState.isIn(permitted)
        && seals.broughtBack(permitted, MARK).filter(byId::containsKey).isPresent();
  }

  int count() {
    return byId.size();
  }

  @Override
  public void close() {
    byId.values().forEach(ParkedCall::cancel);
  }
}
