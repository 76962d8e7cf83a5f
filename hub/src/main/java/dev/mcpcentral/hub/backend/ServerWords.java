package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import org.jspecify.annotations.Nullable;

/** What servers say on their own, sorted the same way whatever the wire. */
final class ServerWords {
  private static final Slice NOTHING = Slice.of("{}");

  private ServerWords() {}

  /**
   * Takes one notification.
   *
   * @param caller whose request it belongs to; silent when that cannot be told
   * @param clientToken the progress token of that request, null when its client wants none
   */
  static void heed(
      Envelope.Notification note, Caller caller, @Nullable Slice clientToken, Hearing hearing) {
    switch (note.method()) {
      case Progress.METHOD -> {
        if (clientToken != null) {
          caller.notify(Progress.METHOD, Progress.withToken(note.body(), clientToken));
        }
      }
      case "notifications/tools/list_changed",
          "notifications/prompts/list_changed",
          "notifications/resources/list_changed" ->
          hearing.listChanged();
      case "notifications/resources/updated" -> hearing.resourceUpdated(note);
      case "notifications/cancelled" -> {}
      case "notifications/tasks" -> {} // may ask questions that nobody has decided; clients poll
      default -> caller.notify(note.method(), note.params() == null ? NOTHING : note.params());
    }
  }

  /** The response to a server's request; waits for the client. */
  static Slice response(Envelope.Request request, Caller caller) {
    if (request.method().equals("ping")) {
      return Messages.result(request.id(), NOTHING);
    }
    Slice params = request.params() == null ? NOTHING : request.params();
    return switch (caller.ask(request.method(), params, request.body())) {
      case ClientAnswer.Result result -> Messages.result(request.id(), result.result());
      case ClientAnswer.Refusal refusal -> Messages.error(request.id(), refusal.error());
    };
  }
}
