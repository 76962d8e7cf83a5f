package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.translate.TaskPlaces;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds the id of a task to the principal that began it (threat T9): servers see all clients as one
 * and may count their tasks 1, 2, 3. A mark at the end of the id says whose it is, so that nothing
 * has to be remembered.
 */
public final class TaskSeals {
  private static final int MARK_BYTES = 12;
  private static final String EXTENSION = MetaKey.PREFIX + "tasks";
  private static final Slice UNDECLARED =
      Messages.errorObject(
          ErrorCode.MISSING_CLIENT_CAPABILITY.number(),
          "tasks are for clients that declare the extension",
          Slice.of("{\"requiredCapabilities\":{\"extensions\":{\"" + EXTENSION + "\":{}}}}"));

  private final SecretKeySpec key;

  /** Whoever has {@code key} can make marks. */
  public TaskSeals(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The same request with the id as it was before {@link #seal}; empty for another's task. */
  Optional<Call> open(Call call) {
    if (!(call.ask() instanceof Ask.OfServer ask) || !ask.verb().ofTask()) {
      return Optional.of(call);
    }
    int dot = ask.name().lastIndexOf('.');
    String id = dot < 1 ? "" : ask.name().substring(0, dot);
    String mark = ask.name().substring(dot + 1);
    if (id.isEmpty() || !isSame(mark, mark(call, ask, id))) {
      return Optional.empty();
    }
    Ask opened = new Ask.OfServer(ask.verb(), ask.scope(), id, ask.params(), ask.meta());
    return Optional.of(
        new Call(call.principal(), call.surface(), call.client(), opened, call.profile()));
  }

  /**
   * What a request for a task is answered when {@link #open} gives nothing: another's task looks
   * like none at all, and a modern client has to declare the extension first.
   */
  static Outcome refusal(Call call, Ask.OfServer task) {
    Members declared = Members.inside(task.meta().find(MetaKey.CLIENT_CAPABILITIES));
    Members extensions = Members.inside(declared.find("extensions"));
    return call.era() == Era.LEGACY || extensions.find(EXTENSION) != null
        ? new Outcome.Failure.Unknown(task.verb(), task.name())
        : new Outcome.ServerError(UNDECLARED);
  }

  /** What {@code server} said to {@code call}, with marked ids. */
  Outcome seal(Call call, ServerName server, Outcome outcome) {
    if (!(outcome instanceof Outcome.Answer answer) || !(call.ask() instanceof Ask.OfServer ask)) {
      return outcome;
    }
    try {
      Slice result =
          places(ask.verb()).rewrite(answer.result(), id -> id + "." + mark(call, ask, id));
      return new Outcome.Answer(result, answer.toolError());
    } catch (MalformedJsonException tooLarge) {
      return new Outcome.Failure.BackendBroken(server, "the server's response is no MCP result");
    }
  }

  private static TaskPlaces places(ServerMethod verb) {
    return switch (verb) {
      case GET_TASK, UPDATE_TASK, CANCEL_TASK -> TaskPlaces.TASK;
      case TASK_RESULT -> TaskPlaces.MESSAGE;
      case CALL_TOOL, GET_PROMPT, READ_RESOURCE, COMPLETE, SUBSCRIBE, UNSUBSCRIBE ->
          TaskPlaces.CALL_RESULT;
    };
  }

  private String mark(Call call, Ask.OfServer ask, String id) {
    Principal principal = call.principal();
    String bound =
        String.join(
            "\u0000",
            principal.getClass().getSimpleName(),
            principal.name(),
            String.valueOf(ask.scope()),
            id);
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      byte[] whole = mac.doFinal(bound.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, MARK_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has HMAC-SHA256
    }
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
