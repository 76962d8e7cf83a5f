package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Slice;

/** The client's side of one request while it is being carried out. */
public interface Caller {
  /**
   * Sends a notification on the request's own stream; called by the thread that carries out the
   * request.
   */
  void notify(String method, Slice params);

  /**
   * Runs {@code action} once if the client cancels or goes away, at once if it has already. May run
   * on any thread.
   */
  void onCancel(Runnable action);

  /** A caller that wants no notifications and never cancels. */
  Caller SILENT =
      new Caller() {
        @Override
        public void notify(String method, Slice params) {}

        @Override
        public void onCancel(Runnable action) {}
      };
}
