package dev.mcpcentral.cli.bridge;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that has started a bridge, and talks with it by lines. */
final class StdioClient implements AutoCloseable {
  static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}\
      """;
  static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}\
      """;

  private final PipedOutputStream input = new PipedOutputStream();
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final List<String> people = new CopyOnWriteArrayList<>();
  private final Bridge bridge;
  private final Thread thread;

  StdioClient(int port) throws IOException {
    HubAddress address = HubAddress.of("http://127.0.0.1:" + port, "/mcp", "secret-token");
    bridge = new Bridge(address, new LineQueue(), people::add);
    PipedInputStream in = new PipedInputStream(input, 1 << 16);
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try (bridge) {
                bridge.run(in);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** One write of the bridge must be one whole line. */
  private final class LineQueue extends OutputStream {
    @Override
    public void write(int single) {
      throw new AssertionError("a message is written at once");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      output.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
  }

  void say(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Initializes and waits for the answer. */
  void initialize() throws IOException, InterruptedException {
    say(INITIALIZE);
    hear();
    say(INITIALIZED);
  }

  /** The next message, without the end of its line. */
  String hear() throws InterruptedException {
    String line = output.poll(15, TimeUnit.SECONDS);
    if (line == null || !line.endsWith("\n") || line.indexOf('\n') < line.length() - 1) {
      throw new AssertionError("not one line: " + line + "; people were told " + people);
    }
    return line.strip();
  }

  boolean hearsNothing() throws InterruptedException {
    return output.poll(300, TimeUnit.MILLISECONDS) == null;
  }

  List<String> people() {
    return people;
  }

  @Override
  public void close() throws IOException {
    input.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new AssertionError("the bridge did not end with its input");
    }
  }
}
