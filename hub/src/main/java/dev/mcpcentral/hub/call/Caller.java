package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;

/** The client's side of one request while it is being carried out. */
public interface Caller {
  /** Sends a notification on the request's own stream. Any thread may call this. */
  void notify(String method, Slice params);

  /**
   * Puts a server's request (sampling, elicitation, roots) to the client and waits for its answer;
   * gives up when the client goes away. Any thread may call this, several at once.
   *
   * @param body the members of {@code params}
   */
  ClientAnswer ask(String method, Slice params, Members body);

  /**
   * Runs {@code action} once if the client cancels or goes away, at once if it has already. May run
   * on any thread.
   */
  void onCancel(Runnable action);

  /** Whether a client is on the other side, and not the hub itself. */
  default boolean isClient() {
    return true;
  }

  /** What surrounds this caller, decisions and records, around another one. */
  default Caller around(Caller other) {
    return other;
  }

  /** A caller that wants no notifications, can be asked for nothing and never cancels. */
  Caller SILENT =
      new Caller() {
        @Override
        public void notify(String method, Slice params) {}

        @Override
        public ClientAnswer ask(String method, Slice params, Members body) {
          return ClientAnswer.unsupported(method);
        }

        @Override
        public void onCancel(Runnable action) {}

        @Override
        public boolean isClient() {
          return false;
        }
      };
}
