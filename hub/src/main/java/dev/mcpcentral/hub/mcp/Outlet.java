package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;

/** Where the messages that belong to one request go. Any thread may send; none is held up. */
interface Outlet {
  /** A notification before the answer; dropped when there is nowhere to put it. */
  void notify(Slice notification);

  /** Any other message before the answer; false when there is nowhere to put it. */
  boolean put(Slice message);

  /** The response, with the HTTP status that it has where it stands alone. The last message. */
  void answer(int status, Slice response);

  /** Shows a long wait to the client. */
  void pulse();
}
