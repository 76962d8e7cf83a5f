package dev.mcpcentral.hub.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Connects to the first of some checked addresses that answers. */
interface Dialer {
  Socket dial(List<InetSocketAddress> addresses, Duration limit) throws IOException;

  /** By TCP, whatever proxy this process itself was told to use. */
  static Dialer direct() {
    return (addresses, limit) -> {
      long end = System.nanoTime() + limit.toNanos();
      IOException trouble = new IOException("it has no address");
      for (InetSocketAddress address : addresses) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          break;
        }
        try {
          return connect(address, (int) millis);
        } catch (IOException e) {
          trouble = e;
        }
      }
      throw trouble;
    };
  }

  private static Socket connect(InetSocketAddress address, int millis) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
