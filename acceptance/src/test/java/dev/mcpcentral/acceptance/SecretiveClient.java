package dev.mcpcentral.acceptance;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A client that gives each of its calls a secret, and complains when it hears anything but that
 * secret on the stream of that call. Its ids count from 1, like everybody's.
 */
final class SecretiveClient {
  private final Wire wire;
  private final String name;
  private final AtomicInteger ids = new AtomicInteger();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answered = new AtomicInteger();

  SecretiveClient(Wire wire, String name) {
    this.wire = wire;
    this.name = name;
  }

  Queue<String> complaints() {
    return complaints;
  }

  /** The secrets of calls that were cancelled. */
  Set<String> givenUp() {
    return givenUp;
  }

  int answered() {
    return answered.get();
  }

  /** Calls one of the servers after the other; each call is drawn by lot. */
  void callOften(Random random, int times, List<String> servers) {
    for (int n = 0; n < times; n++) {
      String server = servers.get(random.nextInt(servers.size()));
      String secret = name + " " + random.nextLong();
      boolean asks = random.nextInt(10) == 0 && !server.equals(servers.getFirst());
      var cancel =
          !asks && random.nextInt(5) == 0
              ? Optional.of(Duration.ofMillis(random.nextInt(40)))
              : Optional.<Duration>empty();
      Map<String, ?> arguments =
          asks
              ? Map.of("secret", secret)
              : Map.of(
                  "secret", secret, "millis", random.nextInt(60), "steps", random.nextInt(1, 4));
      try {
        call(server + (asks ? "__ask" : "__secret"), secret, arguments, cancel, Map.of());
      } catch (UncheckedIOException broken) {
        // A connection that was closed early may break for the next that is to be closed early.
        if (cancel.isEmpty()) {
          complaints.add(secret + ": " + broken);
        }
      } catch (RuntimeException failed) {
        complaints.add(secret + ": " + failed);
      }
    }
  }

  /** One call that is not given up. */
  void callOnce(String tool, Map<String, ?> arguments) {
    String secret = String.valueOf(arguments.get("secret"));
    call(tool, secret, arguments, Optional.empty(), Map.of());
  }

  private void call(
      String tool,
      String secret,
      Map<String, ?> arguments,
      Optional<Duration> cancel,
      Map<String, ?> more) {
    int id = ids.incrementAndGet();
    Wire mine = cancel.isPresent() ? wire.forGivingUp() : wire;
    try (var stream = mine.call(id, tool, arguments, more)) {
      cancel.ifPresent(after -> {
        givenUp.add(secret);
        Thread.startVirtualThread(() -> cancel(id, stream, after));
      });
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        JsonNode message = next.get();
        if (message.has("method")) {
          heard(message, id, secret);
        } else if (message.path("result").has("inputRequests")) {
          stream.drain();
          goOn(tool, secret, arguments, message);
          return;
        } else {
          ended(message, id, secret, cancel.isPresent());
          stream.drain();
          return;
        }
      }
      if (cancel.isEmpty()) {
        complaints.add(secret + ": the stream of " + tool + " ended without an answer");
      }
    }
  }

  private void cancel(int id, LiveStream stream, Duration after) {
    try {
      Thread.sleep(after);
      wire.cancel(id, stream);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A report, a log message, or a question: all name the secret. */
  private void heard(JsonNode message, int id, String secret) {
    JsonNode params = message.path("params");
    switch (message.path("method").asString("")) {
      case "notifications/progress" -> {
        expect(secret, params.path("message"), message);
        expect(Json.tree(id), params.path("progressToken"), message);
      }
      case "notifications/message" -> expect(secret, params.path("data"), message);
      case "elicitation/create" -> {
        expect(secret, params.path("message"), message);
        wire.answer(message, word(params));
      }
      default -> complaints.add(secret + ": heard " + message);
    }
  }

  private static Map<String, ?> word(JsonNode question) {
    var content = Map.of("word", "of " + question.path("message").asString(""));
    return Map.of("action", "accept", "content", content);
  }

  /** The modern way to be asked: the call is made again, with the answers. */
  private void goOn(String tool, String secret, Map<String, ?> arguments, JsonNode message) {
    JsonNode result = message.path("result");
    var responses = new LinkedHashMap<String, Object>();
    result
        .path("inputRequests")
        .propertyStream()
        .forEach(asked -> {
          JsonNode params = asked.getValue().path("params");
          expect(secret, params.path("message"), message);
          responses.put(asked.getKey(), word(params));
        });
    var more = new LinkedHashMap<String, Object>();
    more.put("inputResponses", responses);
    if (result.has("requestState")) {
      more.put("requestState", result.get("requestState"));
    }
    call(tool, secret, arguments, Optional.empty(), more);
  }

  private void ended(JsonNode message, int id, String secret, boolean cancelled) {
    expect(Json.tree(id), message.path("id"), message);
    JsonNode text = message.path("result").path("content").path(0).path("text");
    if (cancelled && message.has("error")) {
      return;
    }
    String said = text.asString("");
    if (!said.equals(secret) && !said.equals(secret + " of " + secret)) {
      complaints.add(secret + ": answered " + message);
    }
    answered.incrementAndGet();
  }

  /** What arrives beside all calls may name no secret but one of this client's. */
  void overhear(LiveStream stream) {
    for (var next = stream.next(); next.isPresent(); next = stream.next()) {
      JsonNode params = next.get().path("params");
      for (JsonNode said : List.of(params.path("message"), params.path("data"))) {
        if (!said.isMissingNode() && !said.asString("").startsWith(name + " ")) {
          complaints.add(name + ": overheard " + next.get());
        }
      }
    }
  }

  private void expect(String secret, JsonNode said, JsonNode message) {
    expect(Json.tree(secret), said, message);
  }

  private void expect(JsonNode wanted, JsonNode said, JsonNode message) {
    if (!wanted.equals(said)) {
      complaints.add("for " + wanted + " came " + message);
    }
  }
}
