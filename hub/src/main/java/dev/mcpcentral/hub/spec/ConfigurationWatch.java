package dev.mcpcentral.hub.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes edits of the configuration file live. Looks at the file every interval rather than asking
 * the kernel for events, which several file systems and bind mounts do not deliver.
 *
 * <p>A change is read once the file has been still for one interval, so that a half-written file is
 * not taken for the whole.
 */
public final class ConfigurationWatch implements AutoCloseable {
  /** Soon enough to feel live, and too rare to be seen among the processor's work. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(ConfigurationWatch.class.getName());

  /** Called on the watch's own thread, one call at a time. */
  public interface Listener {
    /**
     * The file declares this now. Called after the hub's own edits, too, and when a refused edit is
     * taken back.
     */
    void changed(Configuration configuration);

    /** The file cannot be used as it is now; what was declared before stays in force. */
    void refused(ConfigurationException problem);
  }

  private final ConfigurationFile file;
  private final Listener listener;
  private final Duration interval;
  private Optional<Configuration> current;
  private @Nullable Stamp seen;
  private @Nullable Stamp handled;
  private @Nullable Thread thread;

  /**
   * @param current what is in force already; the listener hears only of something else
   * @param interval how often to look, at least 10 ms
   */
  public ConfigurationWatch(
      ConfigurationFile file, Configuration current, Duration interval, Listener listener) {
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException("the interval must be at least 10 ms");
    }
    this.file = file;
    this.listener = listener;
    this.interval = interval;
    this.current = Optional.of(current);
  }

  /** Starts watching on a virtual thread, until {@link #close}. */
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("configuration-watch").start(this::run);
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(interval);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** One look at the file; a change is handled at the second look that finds the same. */
  void look() {
    Stamp now = Stamp.of(file.path());
    boolean still = now.equals(seen);
    seen = now;
    if (still && !now.equals(handled)) {
      handled = now;
      tell();
    }
  }

  private void tell() {
    try {
      Optional<Configuration> now = Optional.of(file.read());
      if (!now.equals(current)) {
        current = now;
        listener.changed(now.get());
      }
    } catch (ConfigurationException e) {
      current = Optional.empty();
      listener.refused(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a change of the configuration was not applied", e);
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  /** What changes whenever a file does. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {
    static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1, null);

    static Stamp of(Path path) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
      } catch (IOException _) {
        return MISSING;
      }
    }
  }
}
