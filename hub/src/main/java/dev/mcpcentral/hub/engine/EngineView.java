package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The engine as one server may see it: a socket that speaks the part of the Docker Engine API that
 * only reads, and shows no value of any environment. At most 8 connections, one request on each.
 */
final class EngineView implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EngineView.class.getName());
  private static final int MAX_CONNECTIONS = 8;

  private final Path socket;
  private final ServerSocketChannel listener;
  private final EngineReader engine;
  private final Consumer<String> log;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  /** Begins to listen; {@code log} takes a line for each request. */
  EngineView(Path socket, EngineReader engine, Consumer<String> log) throws IOException {
    this.socket = socket;
    this.engine = engine;
    this.log = log;
    Files.deleteIfExists(socket);
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket));
      // For whichever user the server runs as. On this machine the folder above lets nobody in.
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    Thread.ofVirtual().name("view " + socket.getFileName()).start(this::accept);
  }

  /** To be shown to the server's container. */
  Path socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + socket, e);
    }
    open.forEach(EngineView::quietly);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        if (listener.isOpen()) {
          LOG.log(System.Logger.Level.WARNING, "{0} takes no more requests: {1}", socket, e);
          close();
        }
      }
    }
  }

  private void admit(SocketChannel channel) {
    if (open.size() >= MAX_CONNECTIONS) {
      log.accept("refused: more than " + MAX_CONNECTIONS + " connections at once");
      quietly(channel);
      return;
    }
    open.add(channel);
    Thread.ofVirtual()
        .name("view request")
        .start(() -> {
          try {
            new ViewExchange(channel, () -> hangUp(channel), engine, log).run();
          } finally {
            hangUp(channel);
          }
        });
  }

  /** Whoever sees this connection end may open another at once. */
  private void hangUp(SocketChannel channel) {
    open.remove(channel);
    quietly(channel);
  }

  private static void quietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }
}
