package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ConfigurationWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force: what the file says, as long as it can be read; otherwise what it said
 * before.
 */
final class LiveConfiguration implements ConfigurationWatch.Listener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LiveConfiguration.class.getName());

  private final ConfigurationFile file;
  private volatile Configuration current;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile @Nullable Consumer<Configuration> follower;
  private @Nullable ConfigurationWatch watch;

  /** Reads the file; writes the starter first when there is none. */
  LiveConfiguration(ConfigurationFile file) {
    this.file = file;
    if (file.createStarter()) {
      try {
        Workspace.create(file.path());
      } catch (IOException failed) {
        throw new UncheckedIOException(
            "cannot create the folder 'workspace' beside " + file.path(), failed);
      }
    }
    this.current = file.read();
  }

  Configuration current() {
    return current;
  }

  Path path() {
    return file.path();
  }

  /** Why the last edit was not taken over, if it was not. */
  Optional<String> trouble() {
    return trouble;
  }

  boolean followed() {
    return follower != null;
  }

  /** Hands the configuration to {@code next}, now and after every edit. */
  synchronized void follow(Consumer<Configuration> next) {
    follower = next;
    next.accept(current);
    watch = new ConfigurationWatch(file, current, ConfigurationWatch.DEFAULT_INTERVAL, this);
    watch.start();
  }

  @Override
  public void changed(Configuration configuration) {
    current = configuration;
    trouble = Optional.empty();
    Consumer<Configuration> next = follower;
    if (next != null) {
      next.accept(configuration);
    }
  }

  @Override
  public void refused(ConfigurationException problem) {
    trouble = Optional.of(String.valueOf(problem.getMessage()));
    LOG.log(
        System.Logger.Level.WARNING,
        "The edit of " + file.path() + " changes nothing: " + problem.getMessage());
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
