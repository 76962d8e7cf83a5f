package dev.mcpcentral.hub.backend;

/** A spare instance: started, hands shaken, and nobody's yet. */
record Warm(Connector connector, Peer peer) implements AutoCloseable {
  boolean isGone() {
    return peer.gone().toCompletableFuture().isDone();
  }

  @Override
  public void close() {
    peer.close();
    connector.close();
  }
}
