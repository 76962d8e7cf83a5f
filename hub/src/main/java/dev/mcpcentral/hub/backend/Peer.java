package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A connection to one running server after its handshake. */
interface Peer extends AutoCloseable {
  Era era();

  /** The engine's id of the instance, or a remote server's address. */
  String instance();

  /** What the server said of itself. */
  Welcome welcome();

  /**
   * Sends one request and waits for its response; what the server says or asks on the way goes to
   * {@code caller}.
   *
   * @throws PeerException when no response comes, whatever the reason
   */
  Envelope request(Outgoing outgoing, Caller caller, Deadline deadline) throws PeerException;

  /** From now on, what the server says outside of any request goes to {@code hearing}. */
  void hear(Hearing hearing);

  /**
   * Makes {@code uris} the resources whose updates the server reports; replaces the set before.
   *
   * @throws PeerException when the server cannot be told
   */
  void watch(Set<String> uris, Deadline deadline) throws PeerException;

  /** Makes a legacy server send log messages of {@code level}, if it does not yet. */
  void admit(LogLevel level, Deadline deadline) throws PeerException;

  /**
   * Another conversation with the same server, for clients with other capabilities or for one owner
   * of state.
   *
   * @throws PeerException of kind {@code NOT_SENT} when the wire carries one conversation only
   */
  default Peer another(ClientCapabilities capabilities, Deadline deadline) throws PeerException {
    throw new PeerException(PeerException.Kind.NOT_SENT, "this server carries one conversation");
  }

  /** Whether {@link #another} can be used, and makes a difference. */
  default boolean isMany() {
    return false;
  }

  /** Tells what was read from it, on which header fields of calls depend. */
  default void offers(Offer offer) {}

  /** Whether calls to it carry header fields made from their arguments. */
  default boolean wantsHeaders() {
    return false;
  }

  /** Whether it carries out a client's request right now. */
  default boolean isBusy() {
    return false;
  }

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
    /** What the client asks, in the form of the server's {@code era}; see {@link Params#of}. */
    static Outgoing of(Permitted permitted, Era era, Params.Inputs inputs) {
      Ask.OfServer ask = permitted.ask();
      String name = permitted.route().name();
      Params params = Params.of(ask, permitted.call().client(), era, name, inputs);
      return new Outgoing(ask.method(), name, params);
    }

    static Outgoing plain(String method, Slice params) {
      return new Outgoing(method, "", Params.fixed(params));
    }
  }
}
