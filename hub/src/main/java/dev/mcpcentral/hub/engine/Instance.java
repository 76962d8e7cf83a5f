package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One running server. Closing it stops and removes it. */
public interface Instance extends AutoCloseable {
  /** The engine's own id (container id or process id). */
  String id();

  Wire wire();

  /** Completes once, when the server has ended for whatever reason. */
  CompletionStage<Exit> exit();

  /**
   * Asks the server to end (closes stdin, SIGTERM), kills it after {@code grace}, and removes it.
   * Idempotent.
   */
  void stop(Duration grace);

  /**
   * Freezes it: it uses no processor until {@link #resume}; what is written to it waits. False
   * where this engine cannot, and then nothing has changed. The owner resumes it before it is used
   * or stopped.
   *
   * @throws EngineException when the engine cannot be reached or refuses
   */
  default boolean pause() {
    return false;
  }

  /**
   * Lets a paused instance go on; without effect on a running one.
   *
   * @throws EngineException when the engine cannot be reached or refuses
   */
  default void resume() {}

  /** Stops with a grace of 2 s. */
  @Override
  default void close() {
    stop(Duration.ofSeconds(2));
  }

  /** How a server ended. {@code detail} is for people: exit code, signal, out of memory. */
  record Exit(int code, String detail) {}

  /** How to talk to it. */
  sealed interface Wire {
    /**
     * MCP over stdio. {@code stdin} is written whole messages at a time by one writer; {@code
     * stdout} ends when the server does.
     *
     * @param pinsCarrier reads of stdout pin a virtual thread's carrier, so they belong on a
     *     platform thread
     */
    record Stdio(InputStream stdout, OutputStream stdin, boolean pinsCarrier) implements Wire {}

    /**
     * MCP over HTTP.
     *
     * @param address as the engine knows it
     * @param way how it is reached from here
     */
    record Http(InetSocketAddress address, Way way) implements Wire {
      /** At an address that can be reached from here. */
      public Http(InetSocketAddress address) {
        this(address, new Way.Direct(address));
      }
    }
  }

  /** How connections to a server over HTTP are made. */
  interface Way {
    /** A blocking channel that is not connected yet, so that it can be closed from the start. */
    SocketChannel open() throws IOException;

    /** Connects it; afterwards it carries HTTP. */
    void connect(SocketChannel channel) throws IOException;

    /** Straight to the address. */
    record Direct(InetSocketAddress address) implements Way {
      @Override
      public SocketChannel open() throws IOException {
        return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
      }

      @Override
      public void connect(SocketChannel channel) throws IOException {
        channel.connect(address);
      }
    }
  }
}
