package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.ToolDefinition;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connection to one running server after its handshake. */
interface Peer extends AutoCloseable {
  Era era();

  /** The engine's id of the instance, or a remote server's address. */
  String instance();

  /**
   * Sends one request and waits for its response. {@code params} holds {@link #PROGRESS} where this
   * peer puts its own progress token.
   *
   * @throws PeerException when no response comes, whatever the reason
   */
  Envelope request(Outgoing outgoing, Caller caller, Deadline deadline) throws PeerException;

  /** Every tool of the server, page by page until the last. */
  default List<ToolDefinition> tools(Deadline deadline) throws PeerException {
    return ToolPages.read(this, deadline);
  }

  /**
   * Runs {@code action}, which must be quick, whenever the server says that its tools have changed.
   */
  void onToolsChanged(Runnable action);

  /** Completes when the server is gone; the text says how, for people. */
  CompletionStage<String> gone();

  @Override
  void close();

  /**
   * A request to be sent.
   *
   * @param name what the request names, for a modern server's {@code Mcp-Name}; empty when it names
   *     nothing
   * @param params the params up to where a progress token belongs, see {@link Params}
   */
  record Outgoing(String method, String name, Params params) {
    static Outgoing plain(String method, Slice params) {
      return new Outgoing(method, "", Params.fixed(params));
    }
  }
}
