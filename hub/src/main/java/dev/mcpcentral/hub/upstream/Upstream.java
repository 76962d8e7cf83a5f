package dev.mcpcentral.hub.upstream;

/**
 * HTTP exchanges with one server. Redirects are not followed and nothing is ever sent twice. Safe
 * for concurrent use; blocks the calling virtual thread.
 */
public interface Upstream extends AutoCloseable {
  /**
   * Sends one request and waits for its answer: whole, or up to the head of an event stream.
   *
   * @param handle holds the deadline, which bounds the reading of an event stream, too
   * @throws UpstreamException when there is no usable answer; its kind says how far the request got
   */
  UpstreamResponse exchange(UpstreamRequest request, UpstreamHandle handle)
      throws UpstreamException;

  /** Ends all exchanges and closes all connections. */
  @Override
  void close();
}
