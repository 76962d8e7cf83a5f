package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.upstream.Route;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** An engine's way to a server, for package {@code upstream}, which knows no engine. */
record WireRoute(Instance.Way way) implements Route {
  @Override
  public SocketChannel open() throws IOException {
    return way.open();
  }

  @Override
  public void connect(SocketChannel channel) throws IOException {
    way.connect(channel);
  }
}
