package dev.mcpcentral.hub.egress;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** One port of an outlet. */
final class Listener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(100);

  private final ServerSocket socket;
  private final Front front;
  private final Guests guests;

  private Listener(ServerSocket socket, Front front, Guests guests) {
    this.socket = socket;
    this.front = front;
    this.guests = guests;
    Thread.ofVirtual().name("egress " + socket.getLocalSocketAddress()).start(this::accept);
  }

  static Listener open(InetSocketAddress address, Front front, Guests guests) throws IOException {
    return new Listener(bind(address), front, guests);
  }

  static ServerSocket bind(InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  @Override
  public void close() {
    quietly(socket);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        guests.admit(socket.accept(), front);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.log(System.Logger.Level.WARNING, "accepting a connection of a container's: {0}", e);
          pause();
        }
      }
    }
  }

  /** Trouble that lasts must not keep a processor busy. */
  static void pause() {
    try {
      Thread.sleep(AFTER_TROUBLE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static void quietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing an outlet", e);
    }
  }
}
