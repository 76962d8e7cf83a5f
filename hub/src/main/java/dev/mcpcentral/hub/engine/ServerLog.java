package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The log of one server: the file being written and the one before it. */
final class ServerLog {
  static final long MAX_FILE_BYTES = 1 << 20;

  private static final System.Logger LOG = System.getLogger(ServerLog.class.getName());

  private final Path file;
  private final Path older;
  private final InstantSource clock;
  private final LogBudget budget;
  private final List<LogFollower> followers = new CopyOnWriteArrayList<>();
  private @Nullable OutputStream out;
  private long size;
  private boolean broken;

  ServerLog(Path file, InstantSource clock) {
    this.file = file;
    this.older = file.resolveSibling(file.getFileName() + ".1");
    this.clock = clock;
    this.budget = new LogBudget(clock.millis());
  }

  /** Adds a line, or counts it as dropped when the server logs too much. */
  synchronized void append(String line) {
    if (!budget.allows(Math.min(line.length(), LogText.MAX_CHARS), clock.millis())) {
      return;
    }
    long refused = budget.takeRefused();
    if (refused > 0) {
      put("(" + refused + " lines were dropped here: the server logs too much)");
    }
    put(LogText.neutral(line));
  }

  /** The newest lines, oldest first. */
  synchronized List<String> tail(int count) {
    List<String> lines = new ArrayList<>(read(older));
    lines.addAll(read(file));
    return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  synchronized LogFollower follow(int count) {
    LogFollower follower = new LogFollower(followers::remove);
    tail(count).forEach(follower::offer);
    followers.add(follower);
    return follower;
  }

  synchronized void close() {
    followers.forEach(LogFollower::close);
    closeFile();
  }

  private void put(String text) {
    String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text;
    followers.forEach(follower -> follower.offer(line));
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    try {
      if (size + bytes.length > MAX_FILE_BYTES) {
        rotate();
      }
      open().write(bytes);
      size += bytes.length;
      broken = false;
    } catch (IOException e) {
      complain(e);
    }
  }

  private OutputStream open() throws IOException {
    OutputStream current = out;
    if (current == null) {
      current = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      out = current;
      size = Files.size(file);
    }
    return current;
  }

  private void rotate() throws IOException {
    closeFile();
    Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    size = 0;
  }

  private void closeFile() {
    OutputStream current = out;
    out = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        complain(e);
      }
    }
  }

  /** A full disk must not stop a server, nor fill the hub's own log with one line for each line. */
  private void complain(IOException e) {
    if (!broken) {
      LOG.log(System.Logger.Level.WARNING, "cannot write " + file + ": " + e);
    }
    broken = true;
    out = null;
  }

  private static List<String> read(Path path) {
    try {
      // Decoded leniently: a crash can have left half a character at the end.
      return Files.exists(path)
          ? new String(Files.readAllBytes(path), UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      return List.of("(cannot read " + path + ": " + e.getMessage() + ")");
    }
  }
}
