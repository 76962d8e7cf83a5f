package dev.mcpcentral.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An MCP server over HTTP that does as little as one can: it finds the id and the method, and
 * answers with prepared bytes, in the modern era and in the legacy one, on any path. It must be
 * much faster than a gateway in front of it, or the gateway is not what is measured.
 */
final class EchoUpstream implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final List<Loop> loops = new ArrayList<>();
  private final EchoReplies replies;
  private final EchoCounters counters = new EchoCounters();
  private volatile boolean closed;

  /**
   * Listens on 127.0.0.1 and serves at once.
   *
   * @param port 0 for any free one
   * @param textBytes length of the text in the answer to {@code tools/call}
   * @param tools number of tools that {@code tools/list} shows, the first of which is {@code echo}
   */
  EchoUpstream(int port, int threads, int textBytes, int tools) throws IOException {
    replies = new EchoReplies(textBytes, tools);
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    for (int i = 0; i < threads; i++) {
      Loop loop = new Loop(Selector.open());
      loops.add(loop);
      Thread.ofPlatform().name("echo-" + i).daemon().start(loop);
    }
    Thread.ofPlatform().name("echo-accept").daemon().start(this::accept);
  }

  /**
   * {@code bench/run upstream}: prints the port on a line of its own, then serves until stdin ends.
   */
  static int run(List<String> words) throws IOException {
    Arguments arguments = Arguments.parse(words, Set.of("port", "threads", "bytes", "tools"));
    try (EchoUpstream upstream =
        new EchoUpstream(
            arguments.number("port", 0),
            arguments.number("threads", 1),
            arguments.number("bytes", 256),
            arguments.number("tools", 1))) {
      System.out.println("port " + upstream.port());
      while (System.in.read() >= 0) {
        // Only the end matters: who started this process is gone, or wants it to stop.
      }
    }
    return 0;
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  EchoCounters counters() {
    return counters;
  }

  private void accept() {
    for (int next = 0; !closed; next = (next + 1) % loops.size()) {
      try {
        SocketChannel channel = listener.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        loops.get(next).adopt(channel);
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException("the upstream cannot accept", e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    loops.forEach(loop -> loop.selector.wakeup());
  }

  private final class Loop implements Runnable {
    private final Selector selector;
    private final Queue<SocketChannel> arrivals = new ConcurrentLinkedQueue<>();

    Loop(Selector selector) {
      this.selector = selector;
    }

    void adopt(SocketChannel channel) {
      arrivals.add(channel);
      selector.wakeup();
    }

    @Override
    public void run() {
      try (selector) {
        while (!closed) {
          selector.select(Loop::serve);
          register();
        }
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the upstream's selector failed", e);
      }
    }

    private void register() throws IOException {
      for (SocketChannel channel = arrivals.poll(); channel != null; channel = arrivals.poll()) {
        channel.register(
            selector, SelectionKey.OP_READ, new EchoConnection(channel, replies, counters));
      }
    }

    private static void serve(SelectionKey key) {
      try {
        if (!((EchoConnection) key.attachment()).ready(key)) {
          key.channel().close();
        }
      } catch (IOException e) {
        closeQuietly(key);
      }
    }

    private static void closeQuietly(SelectionKey key) {
      try {
        key.channel().close();
      } catch (IOException ignored) {
        // The peer is gone already.
      }
    }
  }
}
