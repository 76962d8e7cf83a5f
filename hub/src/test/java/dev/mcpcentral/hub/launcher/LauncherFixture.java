package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.DockerFixture;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.secret.SecretLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A launcher over a real engine, and a hub's engine that speaks to it. */
public final class LauncherFixture implements AutoCloseable {
  private final DockerFixture docker;
  private final Path home;
  private final Path folder;
  private final DockerImageStore store;
  private final LauncherTerms terms;
  private final ServerLogs hubLogs;
  private final LauncherEngine hub;
  private @Nullable Launcher launcher;

  /** {@code mounts}: what servers may be shown. */
  public LauncherFixture(DockerFixture docker, Path home, Path... mounts) throws IOException {
    this.docker = docker;
    this.home = home;
    // A socket's path has 108 bytes at most, and a build's temporary folder may use them up.
    this.folder = Files.createTempDirectory("launcher");
    this.store = DockerImageStore.connect(docker.address());
    this.terms = new LauncherTerms(Arrays.asList(mounts), Set.of(), docker.waivers());
    this.hubLogs = new ServerLogs(home.resolve("hub-logs"), InstantSource.system());
    start();
    this.hub =
        LauncherEngine.connect(
            socket(), hubLogs, new SecretLookup(Map.of("HUB_TOKEN", "told-to-one"), home));
  }

  Path socket() {
    return folder.resolve("launcher.sock");
  }

  public Engine hub() {
    return hub;
  }

  LauncherEngine engine() {
    return hub;
  }

  public ServerLogs hubLogs() {
    return hubLogs;
  }

  void start() throws IOException {
    Path scratch = Files.createDirectories(home.resolve("scratch"));
    launcher =
        Launcher.start(
            socket(), new Launcher.Means(docker.engine(), store, docker.logs(), scratch), terms);
  }

  void stop() {
    if (launcher != null) {
      launcher.close();
      launcher = null;
    }
  }

  @Override
  public void close() throws IOException {
    hub.close();
    stop();
    hubLogs.close();
    store.close();
    Files.deleteIfExists(socket());
    Files.delete(folder);
  }
}
