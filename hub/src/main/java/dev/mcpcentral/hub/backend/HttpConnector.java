package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.net.InetSocketAddress;
import java.net.URI;

final class HttpConnector implements Connector {
  static HttpConnector toInstance(ServerSpec spec, Instance instance, InetSocketAddress address) {
    throw new IllegalStateException(spec.name() + instance.id() + address);
  }

  static HttpConnector toRemote(ServerSpec spec, URI url) {
    throw new IllegalStateException(spec.name() + url.toString());
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    throw new PeerException(PeerException.Kind.NOT_SENT, "");
  }
}
