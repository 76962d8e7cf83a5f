package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationWatchTest implements ConfigurationWatch.Listener {
  @TempDir private Path folder;
  private final List<String> heard = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  @Override
  public void changed(Configuration configuration) {
    heard.add("servers " + configuration.servers().sequencedKeySet());
    first.countDown();
  }

  @Override
  public void refused(ConfigurationException problem) {
    heard.add("refused " + problem.problems().getFirst().line());
  }

  private ConfigurationFile file() {
    return new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
  }

  private ConfigurationWatch watch(ConfigurationFile file, Duration interval) {
    return new ConfigurationWatch(file, file.read(), interval, this);
  }

  private static void look(ConfigurationWatch watch) {
    watch.look();
    watch.look();
  }

  @Test
  void listenerHearsOfEveryChangeOnce() throws IOException {
    ConfigurationFile file = file();
    Files.writeString(file.path(), "servers:\n  a: {source: npm:a}\n");
    try (ConfigurationWatch watch = watch(file, Duration.ofHours(1))) {
      look(watch);
      assertThat(heard).isEmpty();
      Files.writeString(file.path(), "servers:\n  a: {source: npm:a}\n  b: {source: npm:b}\n");
      look(watch);
      look(watch);
      assertThat(heard).containsExactly("servers [a, b]");
      Files.writeString(
          file.path(), "# a comment\nservers:\n  a: {source: npm:a}\n  b: {source: npm:b}\n");
      look(watch);
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  void invalidEditIsRefusedAndTakingItBackIsHeard() throws IOException {
    ConfigurationFile file = file();
    Files.writeString(file.path(), "servers: {}\n");
    try (ConfigurationWatch watch = watch(file, Duration.ofHours(1))) {
      look(watch);
      Files.writeString(file.path(), "\nserver: {}\n");
      look(watch);
      look(watch);
      Files.delete(file.path());
      look(watch);
      look(watch);
      Files.writeString(file.path(), "servers: {} \n");
      look(watch);
      assertThat(heard).containsExactly("refused 2", "refused 0", "servers []");
    }
  }

  @Test
  void fileThatIsBeingWrittenIsLeftAlone() throws IOException {
    ConfigurationFile file = file();
    Files.writeString(file.path(), "servers: {}\n");
    try (ConfigurationWatch watch = watch(file, Duration.ofHours(1))) {
      look(watch);
      Files.writeString(file.path(), "servers:\n  a: {sour");
      watch.look();
      Files.writeString(file.path(), "servers:\n  a: {source: npm:a}\n");
      look(watch);
      assertThat(heard).containsExactly("servers [a]");
    }
  }

  @Test
  void watchRunsOnItsOwn() throws IOException, InterruptedException {
    ConfigurationFile file = file();
    Files.writeString(file.path(), "servers: {}\n");
    try (ConfigurationWatch watch = watch(file, Duration.ofMillis(10))) {
      watch.start();
      file.addServer(
          file.parseServer(new dev.mcpcentral.hub.call.ServerName("a"), "{source: npm:a}"));
      assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(heard).containsExactly("servers [a]");
    }
  }
}
