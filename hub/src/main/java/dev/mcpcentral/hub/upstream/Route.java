package dev.mcpcentral.hub.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** How connections to one server are made. */
public interface Route {
  /** A blocking channel that is not connected yet, so that it can be closed from the start. */
  SocketChannel open() throws IOException;

  /** Connects it; afterwards it carries HTTP. */
  void connect(SocketChannel channel) throws IOException;

  /** Straight to an address. */
  static Route to(InetSocketAddress address) {
    return new Route() {
      @Override
      public SocketChannel open() throws IOException {
        return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
      }

      @Override
      public void connect(SocketChannel channel) throws IOException {
        channel.connect(address);
      }
    };
  }
}
