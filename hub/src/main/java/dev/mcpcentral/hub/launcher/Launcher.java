package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.DockerEngine;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.ServerLogs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Owns an engine, and does for a hub what {@link Verb} names, over a Unix socket that its user and
 * group can reach. Everything that comes is checked here again.
 *
 * <p>At most 4,096 connections, of which 256 may be silent: the oldest silent one makes room, and
 * none is silent for longer than 10 s.
 */
public final class Launcher implements AutoCloseable {
  /** Of the protocol; a hub of another version is told so. */
  static final int VERSION = 1;

  private static final System.Logger LOG = System.getLogger(Launcher.class.getName());
  private static final int MAX_CONNECTIONS = 4096;
  private static final int MAX_SILENT = 256;
  private static final int BACKLOG = 1024;
  private static final Duration QUESTION_WITHIN = Duration.ofSeconds(10);

  /** How long a server over HTTP waits for the next hub. */
  private static final Duration NEXT_HUB = Duration.ofSeconds(60);

  private final Path socket;
  private final ServerSocketChannel listener;
  private final Berths berths;
  private final ServerDesk servers;
  private final InstanceDesk instances;
  private final ImageDesk images;
  private final Engine engine;
  private final String run = HexFormat.of().toHexDigits(System.nanoTime());
  private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
  private final Deque<Conversation> silent = new ConcurrentLinkedDeque<>();

  /**
   * What a launcher works with. It closes none of it.
   *
   * @param logs of servers; the engine's own
   * @param scratch a folder for image archives on their way
   */
  public record Means(DockerEngine engine, ImageStore store, ServerLogs logs, Path scratch) {}

  private Launcher(Path socket, Means means, LauncherTerms terms) throws IOException {
    this.socket = socket;
    var desk = means.engine().desk();
    this.berths = new Berths(means.engine(), NEXT_HUB);
    this.servers =
        new ServerDesk(means.engine(), desk, berths, new Guard(terms, desk), means.logs());
    this.instances = new InstanceDesk(berths, desk);
    this.images = new ImageDesk(means.store(), means.scratch());
    this.engine = means.engine();
    this.listener = listen(socket);
    Thread.ofVirtual().name("launcher").start(this::accept);
  }

  /**
   * Begins to listen at {@code socket}, whose folder exists.
   *
   * @throws LauncherException when another launcher listens there, or it cannot be made
   */
  public static Launcher start(Path socket, Means means, LauncherTerms terms) {
    try {
      return new Launcher(socket, means, terms);
    } catch (IOException e) {
      throw new LauncherException(
          "The launcher cannot listen at " + socket + ": " + e.getMessage(), e);
    }
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    if (Files.exists(socket)) {
      checkLeft(socket);
      Files.delete(socket);
    }
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
      return listener;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /** A socket that an earlier launcher left is removed, one with a launcher behind it is not. */
  private static void checkLeft(Path socket) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobody) {
      return;
    }
    throw new IOException("another process listens there");
  }

  /** Stops servers over stdio; those over HTTP run on, for the next launcher and hub. */
  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + socket, e);
    }
    berths.close();
    open.forEach(Splice::close);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        admit(new Conversation(listener.accept()));
      } catch (IOException e) {
        if (listener.isOpen()) {
          LOG.log(System.Logger.Level.WARNING, "a connection was not taken: {0}", e.getMessage());
          rest();
        }
      }
    }
  }

  /** Out of file descriptors, for example: others give theirs back. */
  private static void rest() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Conversation hub) {
    if (open.size() >= MAX_CONNECTIONS) {
      Splice.close(hub);
      return;
    }
    open.add(hub);
    silent.addLast(hub);
    if (silent.size() > MAX_SILENT) {
      Conversation oldest = silent.pollFirst();
      if (oldest != null) {
        Splice.close(oldest);
      }
    }
    Thread.ofVirtual().name("launcher request").start(() -> serve(hub));
  }

  private void serve(Conversation hub) {
    try (hub) {
      String question;
      try {
        question = hub.line(QUESTION_WITHIN);
      } finally {
        silent.remove(hub);
      }
      answer(question, hub);
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "a connection ended: {0}", gone.getMessage());
    } finally {
      open.remove(hub);
    }
  }

  private void answer(String question, Conversation hub) throws IOException {
    try {
      Request request = RecordJson.read(Request.class, question);
      if (request.version() != VERSION) {
        throw new EngineException(
            "the launcher speaks version %d of its protocol and the hub version %d: run both from one version of mcp-central"
                .formatted(VERSION, request.version()));
      }
      answer(request.verb(), hub);
    } catch (IllegalArgumentException e) {
      refuse("the launcher does not take this: " + e.getMessage(), hub);
    } catch (EngineException e) {
      refuse(String.valueOf(e.getMessage()), hub);
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "answering a hub", defect);
      refuse("the launcher failed; its own log says more", hub);
    }
  }

  private static void refuse(String why, Conversation hub) throws IOException {
    LOG.log(System.Logger.Level.INFO, "refused: {0}", why);
    hub.send(Reply.error(why));
  }

  private void answer(Verb verb, Conversation hub) throws IOException {
    switch (verb) {
      case Verb.Hello _ -> hub.send(Reply.ok(Answer.Greeting.class, greeting()));
      case Verb.OfServers asked -> servers.answer(asked, hub);
      case Verb.OfInstance asked -> instances.answer(asked, hub);
      case Verb.OfImages asked -> images.answer(asked, hub);
    }
  }

  private Answer.Greeting greeting() {
    return new Answer.Greeting(VERSION, run, engine.description(), engine.trouble());
  }
}
