package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code input_required} results of 2026-07-28 (basic/patterns/mrtr), read and written. */
final class InputRequests {
  static final String TYPE = "input_required";

  /** Members that a modern client does not know in a server's request. */
  private static final Set<String> LEGACY_ONLY = Set.of("elicitationId", "_meta", "task");

  /** One thing that a server wants to know. */
  record Question(String key, String method, Slice params, Members body) {}

  private InputRequests() {}

  static boolean isIn(Members result) {
    return TYPE.equals(result.string("resultType"));
  }

  /** The questions of a result; empty when they make no sense. */
  static Optional<List<Question>> read(Members result) {
    Slice requests = result.find("inputRequests");
    List<Question> questions = new ArrayList<>();
    try {
      for (Members.Member one :
          requests == null ? List.<Members.Member>of() : Members.ofObject(requests).list()) {
        Members request = Members.ofObject(one.value());
        String method = request.string("method");
        if (method == null) {
          return Optional.empty();
        }
        Slice params = request.find("params");
        Slice given = params == null ? Slice.of("{}") : params;
        questions.add(new Question(one.name(), method, given, Members.ofObject(given)));
      }
      return Optional.of(questions);
    } catch (MalformedJsonException malformed) {
      return Optional.empty();
    }
  }

  /**
   * A key for a question that a legacy server asked without one: the same every time, so that a
   * client may answer before it is asked. A form is called after its first field.
   */
  static String key(String method, Members params, Set<String> taken) {
    String name = firstField(params).orElseGet(() -> method.replace('/', '-'));
    String key = name;
    for (int i = 2; taken.contains(key); i++) {
      key = name + "-" + i;
    }
    return key;
  }

  private static Optional<String> firstField(Members params) {
    Members schema = Members.inside(params.find("requestedSchema"));
    Members fields = Members.inside(schema.find("properties"));
    return fields.list().stream().map(Members.Member::name).findFirst();
  }

  /** The result that asks for {@code questions}. */
  static Slice result(List<Question> questions, @Nullable String state) {
    JsonBuffer json =
        new JsonBuffer(512).raw("{\"resultType\":\"" + TYPE + "\",\"inputRequests\":{");
    for (Question question : questions) {
      json.name(question.key()).raw("{\"method\":").string(question.method());
      if (!question.body().isEmpty()) {
        json.raw(",\"params\":");
        without(json, question.body());
      }
      json.raw("}");
    }
    json.raw("}");
    if (state != null) {
      json.raw(",\"requestState\":").string(state);
    }
    return json.raw("}").slice();
  }

  private static void without(JsonBuffer json, Members members) {
    json.raw("{");
    for (Members.Member member : members.list()) {
      if (!LEGACY_ONLY.contains(member.name())) {
        json.member(member.name(), member.value());
      }
    }
    json.raw("}");
  }

  /**
   * The result that asks people to open what the error {@code -32042} lists (2025-11-25,
   * client/elicitation); after it, the request is simply sent again.
   */
  static Slice urls(List<Slice> elicitations) throws MalformedJsonException {
    List<Question> questions = new ArrayList<>();
    for (Slice one : elicitations) {
      String key = "url-" + (questions.size() + 1);
      questions.add(new Question(key, "elicitation/create", one, Members.ofObject(one)));
    }
    return result(questions, null);
  }

  /** The result {@code input_required} with another {@code requestState}. */
  static Slice withState(Members result, String state) {
    JsonBuffer json = new JsonBuffer(512).raw("{");
    for (Members.Member member : result.list()) {
      if (!member.name().equals("requestState")) {
        json.member(member.name(), member.value());
      }
    }
    return json.name("requestState").string(state).raw("}").slice();
  }

  /** The {@code inputResponses} of a request: answers by the keys of the questions. */
  static Map<String, Slice> responses(@Nullable Slice inputResponses) {
    Map<String, Slice> answers = new LinkedHashMap<>();
    for (Members.Member one : Members.inside(inputResponses).list()) {
      answers.put(one.name(), one.value());
    }
    return answers;
  }

  static Slice responses(Map<String, Slice> answers) {
    JsonBuffer json = new JsonBuffer(256).raw("{");
    answers.forEach(json::member);
    return json.raw("}").slice();
  }
}
