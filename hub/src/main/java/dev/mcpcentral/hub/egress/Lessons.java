package dev.mcpcentral.hub.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What servers were seen to ask for, kept in one file for each: {@code <folder>/<server>.json}. A
 * destination is on disk before it is connected to for the first time; how often, and how many
 * bytes, within 5 s.
 */
public final class Lessons implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Lessons.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final String ENDING = ".json";

  private final Path folder;
  private final Map<ServerName, Lesson> lessons = new ConcurrentHashMap<>();
  private final Map<ServerName, List<Asked>> written = new ConcurrentHashMap<>();
  private final Thread writer;
  private volatile boolean closed;

  /** Reads what is there; a file that cannot be read is left alone, and told in the log. */
  public Lessons(Path folder) {
    this.folder = folder;
    files().forEach(this::load);
    this.writer = Thread.ofVirtual().name("egress lessons").start(this::writeNowAndThen);
  }

  /** What each server was seen to ask for, by an earlier hub too. */
  public Map<ServerName, List<Asked>> all() {
    Map<ServerName, List<Asked>> all = new TreeMap<>();
    lessons.forEach((server, lesson) -> all.put(server, lesson.asked()));
    return all;
  }

  Lesson of(ServerName server) {
    return lessons.computeIfAbsent(server, _ -> new Lesson(List.of(), () -> write(server)));
  }

  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    lessons.keySet().forEach(this::write);
  }

  private Stream<Path> files() {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList().stream();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "what servers asked for cannot be read", e);
      return Stream.empty();
    }
  }

  private void load(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      ServerName server = new ServerName(name.substring(0, name.length() - ENDING.length()));
      byte[] text = DurableFile.read(file).orElse(new byte[0]);
      List<Asked> before = LessonText.parse(new String(text, UTF_8));
      lessons.put(server, new Lesson(before, () -> write(server)));
      written.put(server, before);
    } catch (StoreException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is not what servers asked for, and is left alone: {1}",
          file,
          e.getMessage());
    }
  }

  private void writeNowAndThen() {
    while (!closed) {
      try {
        Thread.sleep(INTERVAL);
      } catch (InterruptedException _) {
        return;
      }
      lessons.keySet().forEach(this::write);
    }
  }

  /** One at a time, and only what is new. */
  private synchronized void write(ServerName server) {
    Lesson lesson = lessons.get(server);
    List<Asked> now = lesson == null ? List.of() : lesson.asked();
    if (now.equals(written.getOrDefault(server, List.of()))) {
      return;
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      DurableFile.replace(folder.resolve(server + ENDING), LessonText.of(now).getBytes(UTF_8));
      written.put(server, now);
    } catch (IOException | StoreException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what server {0} asked for is not on disk: {1}",
          server,
          e.getMessage());
    }
  }
}
