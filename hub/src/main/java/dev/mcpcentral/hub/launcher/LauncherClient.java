package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A hub's side of the socket: a connection for each question. */
final class LauncherClient {
  /** Where a hub finds its launcher: {@code unix:///run/mcp-central/launcher.sock}. */
  static final String VARIABLE = "MCP_CENTRAL_ENGINE_LAUNCHER";

  /** A loaded engine needs seconds for a start; the launcher gives up on it before. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SCHEME = "unix://";

  private final Path socket;

  LauncherClient(Path socket) {
    this.socket = socket;
  }

  /** Where the environment says that a launcher is; empty when it names none. */
  static Optional<Path> named(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(value -> !value.isBlank())
        .map(LauncherClient::path);
  }

  private static Path path(String value) {
    if (!value.startsWith(SCHEME + "/")) {
      throw new IllegalArgumentException(
          VARIABLE
              + " is the address of a Unix socket, for example unix:///run/mcp-central/launcher.sock");
    }
    return Path.of(value.substring(SCHEME.length()));
  }

  Path socket() {
    return socket;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws EngineException with the launcher's reason, or because it does not answer
   */
  <T> T ask(Verb verb, Class<T> answer) {
    return ask(verb, answer, PATIENCE, _ -> {});
  }

  /** {@code patience} is for each line; {@code steps} are told on the way. */
  <T> T ask(Verb verb, Class<T> answer, Duration patience, Consumer<String> steps) {
    try (Conversation launcher = open(verb)) {
      return answer(launcher, answer, patience, steps);
    } catch (IOException e) {
      throw silence(e);
    }
  }

  /** Opens a connection and asks; whoever called reads the answers and closes it. */
  Conversation open(Verb verb) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      connect(channel, verb);
      return new Conversation(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void connect(SocketChannel channel, Verb verb) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    new Conversation(channel).send(question(verb));
  }

  /** An own defect if it is not what the launcher takes: too long a spec, for example. */
  private static String question(Verb verb) {
    String line = Request.line(verb);
    if (line.length() >= RecordJson.MAX_BYTES) {
      throw new EngineException(
          "what the hub wants to tell its launcher is longer than %d MiB: shorten args and env"
              .formatted(RecordJson.MAX_BYTES >> 20));
    }
    return line;
  }

  /** Opens a connection that carries plain bytes once the launcher has said that it does. */
  Conversation stream(Verb verb) {
    try {
      Conversation launcher = open(verb);
      try {
        answer(launcher, Answer.Done.class, PATIENCE, _ -> {});
        return launcher;
      } catch (IOException | RuntimeException e) {
        launcher.close();
        throw e;
      }
    } catch (IOException e) {
      throw silence(e);
    }
  }

  <T> T answer(Conversation launcher, Class<T> answer, Duration patience, Consumer<String> steps)
      throws IOException {
    while (true) {
      Reply reply = Reply.read(launcher.line(patience));
      if (reply.error().isPresent()) {
        throw new EngineException(reply.error().get());
      }
      reply.step().ifPresent(steps);
      if (reply.ok().isPresent()) {
        return read(answer, reply.ok().get());
      }
    }
  }

  static <T> T read(Class<T> answer, String json) throws IOException {
    try {
      return RecordJson.read(answer, json);
    } catch (IllegalArgumentException e) {
      throw new IOException("its answer cannot be understood: " + e.getMessage());
    }
  }

  EngineException silence(IOException why) {
    return new EngineException(
        "the launcher at %s%s does not answer (%s): see whether it runs (mcp-central launcher), then try again; servers come back by themselves"
            .formatted(SCHEME, socket, why.getMessage()));
  }
}
