package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Where an engine listens, as in {@code DOCKER_HOST}. */
sealed interface DockerAddress {
  int DEFAULT_PORT = 2375;

  /** The form that {@code DOCKER_HOST} has. */
  String host();

  /** A blocking channel that is not connected yet, so that a watchdog can close it. */
  SocketChannel open() throws IOException;

  void connect(SocketChannel channel) throws IOException;

  /** {@code unix:///var/run/docker.sock}. */
  record Unix(Path path) implements DockerAddress {
    @Override
    public String host() {
      return "unix://" + path;
    }

    @Override
    public SocketChannel open() throws IOException {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public void connect(SocketChannel channel) throws IOException {
      channel.connect(UnixDomainSocketAddress.of(path));
    }
  }

  /** {@code tcp://host:2375}, without TLS. */
  record Tcp(String name, int port) implements DockerAddress {
    @Override
    public String host() {
      return "tcp://" + name + ":" + port;
    }

    @Override
    public SocketChannel open() throws IOException {
      return SocketChannel.open()
          .setOption(StandardSocketOptions.TCP_NODELAY, true)
          .setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    @Override
    public void connect(SocketChannel channel) throws IOException {
      channel.connect(new InetSocketAddress(name, port));
    }
  }

  /** Refuses forms that cannot be used with {@link IllegalArgumentException}, which says why. */
  static DockerAddress parse(String host) {
    URI uri = URI.create(host.contains("://") ? host : "tcp://" + host);
    return switch (String.valueOf(uri.getScheme())) {
      case "unix" -> new Unix(Path.of(uri.getPath()));
      case "tcp", "http" -> tcp(uri);
      default ->
          throw new IllegalArgumentException(
              uri.getScheme() + ":// addresses are not supported; use unix:// or tcp://");
    };
  }

  private static DockerAddress tcp(URI uri) {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("'" + uri + "' names no host");
    }
    return new Tcp(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }
}
