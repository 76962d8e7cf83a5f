package dev.mcpcentral.hub.app;

import static dev.mcpcentral.hub.app.LocalHub.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.RolloutReport;
import dev.mcpcentral.hub.rollout.RolloutReport.Result;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.rollout.UpdateOrder;
import dev.mcpcentral.hub.rollout.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose versions change while it is called, on a real engine. */
@Tag("docker")
@Timeout(300)
final class RolloutDockerTest {
  private static final ServerName NAME = new ServerName("versioned");
  private static final Duration STARTED = Duration.ofSeconds(90);

  @TempDir Path folder;
  private VersionedProject project;
  private @Nullable LocalHub opened;

  @BeforeEach
  void start() throws Exception {
    project = new VersionedProject(folder.resolve("project"));
    project.good("1");
  }

  @AfterEach
  void close() {
    hub().close();
  }

  private LocalHub hub() {
    return Objects.requireNonNull(opened, "open it first");
  }

  private void open(String more) throws IOException, InterruptedException {
    String servers =
        "servers:\n  versioned:\n    source: " + project.source() + "  # ours\n" + more;
    opened = new LocalHub(folder, "discovery: off\n" + servers, LocalHub.environment());
    await(STARTED, () -> "ready: " + hub().server("versioned"), this::usable);
    assertThat(version()).startsWith("v1 ");
  }

  private boolean usable() {
    return hub()
        .server("versioned")
        .filter(server ->
            server.state() == ServerStatus.State.RUNNING
                || server.state() == ServerStatus.State.READY)
        .isPresent();
  }

  private String version() throws IOException, InterruptedException {
    return hub()
        .call("versioned__version", "{}", true)
        .at("/result/content/0/text")
        .stringValue("no answer");
  }

  private RolloutReport update(boolean acceptChanges) {
    UpdateOrder order = new UpdateOrder(Optional.empty(), acceptChanges, false);
    return hub().hub.rollouts().update(NAME, order, step -> {});
  }

  @Test
  void updateAndRollbackUnderLoadFailNoCall() throws Exception {
    open("");
    try (Load load = new Load()) {
      project.good("2");
      assertThat(update(false).result()).isEqualTo(Result.DONE);
      assertThat(version()).startsWith("v2 ");
      RolloutReport back = hub().hub.rollouts().rollback(NAME, Optional.empty(), step -> {});
      assertThat(back.result()).isEqualTo(Result.DONE);
      assertThat(version()).startsWith("v1 ");
      load.stop();
      assertThat(load.failures).isEmpty();
      assertThat(load.versions()).contains("v1", "v2");
    }
    assertThat(hub().hub.rollouts().versions(NAME))
        .extracting(Version::how)
        .containsExactly("rolled back", "updated", "declared");
    assertThat(Files.readString(folder.resolve("mcp-central.yaml"))).contains("# ours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Replaced while calls wait.
        "volumes: [{name: data, target: /data}]",
        // Instances that end with their call are no sign of a bad version.
        "instances: call\n    pool: {spare: 1}",
        "instances: session"
      })
  void everyKindOfServerIsUpdatedUnderLoad(String more) throws Exception {
    open("    " + more + "\n");
    try (Load load = new Load()) {
      project.good("2");
      assertThat(update(false).result()).isEqualTo(Result.DONE);
      assertThat(version()).startsWith("v2 ");
      load.stop();
      assertThat(load.failures).isEmpty();
    }
  }

  @Test
  void badVersionsGoBackByThemselves() throws Exception {
    open("");
    project.notStarting("2");
    assertThatThrownBy(() -> update(false))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("'versioned' is as it was");
    assertThat(version()).startsWith("v1 ");
    project.failingCalls("3");
    try (Load load = new Load()) {
      RolloutReport report = update(false);
      assertThat(report.result()).isEqualTo(Result.ROLLED_BACK);
      assertThat(report.detail()).contains("of its calls went wrong");
      assertThat(version()).startsWith("v1 ");
      load.stop();
    }
    assertThat(Files.readString(folder.resolve("mcp-central.yaml"))).contains(project.source());
  }

  @Test
  void otherDefinitionsWantToBeAccepted() throws Exception {
    open("");
    project.larger("2");
    RolloutReport report = update(false);
    assertThat(report.result()).isEqualTo(Result.CHANGES_NOT_ACCEPTED);
    assertThat(report.changes()).hasSize(1);
    assertThat(report.changes().getFirst().name()).isEqualTo("extra");
    assertThat(version()).startsWith("v1 ");
    assertThat(update(true).result()).isEqualTo(Result.DONE);
    assertThat(hub().call("versioned__extra", "{}", true).toString()).contains("v2 ");
    assertThat(update(true).result()).isEqualTo(Result.UNCHANGED);
  }

  /** Four clients that call without a pause. */
  private final class Load implements AutoCloseable {
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Thread> callers = new ArrayList<>();

    Load() {
      for (int i = 0; i < 4; i++) {
        callers.add(Thread.ofVirtual().start(this::call));
      }
    }

    private void call() {
      while (!done.get()) {
        try {
          String answer = version();
          if (answer.startsWith("v")) {
            answers.add(answer.substring(0, 2));
          } else {
            failures.add(answer);
          }
          Thread.sleep(20);
        } catch (IOException | InterruptedException failed) {
          failures.add(failed.toString());
        }
      }
    }

    List<String> versions() {
      return answers.stream().distinct().toList();
    }

    void stop() throws InterruptedException {
      done.set(true);
      for (Thread caller : callers) {
        caller.join(Duration.ofSeconds(30));
      }
    }

    @Override
    public void close() {
      done.set(true);
    }
  }
}
