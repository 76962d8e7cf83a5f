package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.engine.Instance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stdio server that a test plays by hand, over pipes of the operating system. */
final class ScriptedServer implements Instance {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final Pipe stdin = open();
  private final Pipe stdout = open();
  private final OutputStream speech = Channels.newOutputStream(stdout.sink());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final String id;

  ScriptedServer(String id) {
    this.id = id;
    Thread.ofPlatform().daemon().name("ears of " + id).start(this::listen);
  }

  private void listen() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(stdin.source()), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
      }
    } catch (IOException stopped) {
      heard.add("stopped");
    }
  }

  /** The next line on stdin. */
  String next() throws InterruptedException {
    String line = heard.poll(5, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing came on stdin");
    }
    return line;
  }

  /** What came on stdin and was not read yet. */
  int unread() {
    return heard.size();
  }

  static long idOf(String line) {
    Matcher matcher = ID.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("no id in " + line);
    }
    return Long.parseLong(matcher.group(1));
  }

  void say(String line) {
    write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) {
    try {
      speech.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(long request, String result) {
    say("{\"jsonrpc\":\"2.0\",\"id\":" + request + ",\"result\":" + result + "}");
  }

  void progress(String token, int progress) {
    say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
            + token
            + ",\"progress\":"
            + progress
            + "}}");
  }

  void closeStdout() {
    try {
      stdout.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Wire.Stdio wire() {
    return new Wire.Stdio(
        Channels.newInputStream(stdout.source()), Channels.newOutputStream(stdin.sink()), true);
  }

  @Override
  public CompletionStage<Exit> exit() {
    return exit;
  }

  @Override
  public void stop(Duration grace) {
    try {
      stdin.sink().close();
      stdout.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exit.complete(new Exit(0, "exit code 0"));
  }

  private static Pipe open() {
    try {
      return Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
