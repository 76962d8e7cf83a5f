package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.jsonrpc.Envelope;

/**
 * What a server says that belongs to no request. Called by the thread that reads; must be quick.
 */
interface Hearing {
  Hearing DEAF =
      new Hearing() {
        @Override
        public void listChanged() {}

        @Override
        public void resourceUpdated(Envelope.Notification update) {}
      };

  /** One of the server's lists is another one now. */
  void listChanged();

  /** {@code notifications/resources/updated}. */
  void resourceUpdated(Envelope.Notification update);

  /** {@code notifications/message} that cannot be told to belong to any client. */
  default void logged(Envelope.Notification message) {}
}
