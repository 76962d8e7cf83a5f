package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.launcher.LauncherFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The same life through a launcher and its socket. */
@Tag("docker")
@Timeout(60)
final class LauncherEngineDockerTest extends DockerEngineDockerTest {
  private @Nullable LauncherFixture launcher;

  @Override
  void between(DockerFixture engine) throws Exception {
    launcher = new LauncherFixture(engine, home, other);
    engine.use(launcher.hub(), launcher.hubLogs());
  }

  @AfterEach
  @Override
  void close() throws Exception {
    if (launcher != null) {
      launcher.close();
    }
    super.close();
  }
}
