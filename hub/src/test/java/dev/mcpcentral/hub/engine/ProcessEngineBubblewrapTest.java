package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static dev.mcpcentral.hub.engine.DockerFixture.exit;
import static dev.mcpcentral.hub.engine.DockerFixture.reader;
import static dev.mcpcentral.hub.engine.DockerFixture.stdio;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.secret.SecretFolders;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.SecretReference;
import dev.mcpcentral.hub.spec.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers as processes in a real bubblewrap sandbox. */
@Tag("bubblewrap")
@Timeout(60)
final class ProcessEngineBubblewrapTest {
  @TempDir Path home;
  @TempDir Path program;
  @TempDir Path shared;
  ServerLogs logs;
  ProcessEngine engine;

  @BeforeEach
  void open() throws Exception {
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(program.resolve("data.txt"), "from the program's folder\n");
    logs = new ServerLogs(home.resolve("logs"), InstantSource.system());
    engine = ProcessEngine.create(settings(home), logs);
    assertThat(engine.trouble())
        .as(
            "these tests need bubblewrap (scripts/start-engine installs it), or -DexcludedGroups=bubblewrap")
        .isEmpty();
  }

  @AfterEach
  void close() {
    engine.close();
    logs.close();
  }

  static EngineSettings settings(Path home) {
    return new EngineSettings(
        "sandboxed0",
        home,
        false,
        Map.of("PATH", "/usr/bin:/bin"),
        home,
        List::of,
        InstantSource.system());
  }

  @Test
  void whatIsWrittenComesBackAndStandardErrorIsLogged() throws Exception {
    try (Instance instance = start(TestSpec.shell("echo ready >&2; exec cat"))) {
      stdio(instance).stdin().write("{\"id\":1}\n".getBytes(UTF_8));
      assertThat(reader(instance).readLine()).isEqualTo("{\"id\":1}");
      assertThat(stdio(instance).pinsCarrier()).isTrue();
    }
    eventually("the log", () -> !logs.tail(new TestSpec().build().name(), 1).isEmpty());
  }

  @Test
  void aProcessIsToldItsSecretsAndTheirFilesEndWithIt() throws Exception {
    Path root = SecretFolders.of("sandboxed0", Map.of(), home).root();
    TestSpec spec =
        TestSpec.shell(
            "echo \"$TOKEN|$(cat $TOKEN_FILE)|$PLACE|$(cat $PLACE_FILE)\"; touch /run/secrets/x 2>/dev/null || echo read-only; exec cat");
    Path value = Files.writeString(shared.resolve("value"), "two\nlines\n");
    spec.secrets.put("TOKEN", new SecretReference.File(value));
    spec.secrets.put("PLACE_FILE", new SecretReference.File(value));
    try (Instance instance = start(spec);
        BufferedReader lines = reader(instance)) {
      assertThat(lines.readLine()).isEqualTo("two");
      assertThat(lines.readLine()).isEqualTo("lines|two");
      assertThat(lines.readLine()).isEqualTo("lines||two");
      assertThat(lines.readLine()).isEqualTo("lines");
      assertThat(lines.readLine()).isEqualTo("read-only");
      assertThat(root).isNotEmptyDirectory();
    }
    eventually("no files", () -> noFiles(root));
    Files.delete(root);
  }

  @Test
  void theMachineIsNotToBeSeen() throws Exception {
    List<String> seen =
        output(
            TestSpec.shell(
                "cat data.txt; touch ./x 2>/dev/null || echo read-only; touch /x 2>/dev/null || echo root read-only;"
                    + " touch /tmp/x && echo scratch; ls /home /root /var 2>/dev/null; cat /etc/passwd 2>/dev/null;"
                    + " ls /proc | grep -c '^[0-9]'; cat /proc/net/dev | grep -c :; env | cut -d= -f1 | sort | tr '\\n' ' '"));
    assertThat(seen.subList(0, 4))
        .containsExactly("from the program's folder", "read-only", "root read-only", "scratch");
    assertThat(Integer.parseInt(seen.get(4))).as("processes in sight").isLessThan(7);
    assertThat(seen.get(5)).as("network interfaces").isEqualTo("1");
    assertThat(seen.get(6).strip()).isEqualTo("HOME LANG PATH PWD");
  }

  @Test
  void aServerHasNoRights() throws Exception {
    List<String> seen =
        output(TestSpec.shell("id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs):' /proc/self/status"));
    assertThat(seen).last().isEqualTo("NoNewPrivs:\t1");
    assertThat(seen).contains("CapEff:\t0000000000000000").doesNotContain("0");
  }

  @Test
  void mountsAndVolumesAreWhereTheyWereDeclared() throws Exception {
    Files.setAttribute(shared, "unix:uid", 4242);
    Files.setAttribute(shared, "unix:gid", 4242);
    TestSpec spec =
        TestSpec.shell("id -u; touch /workspace/made; echo kept > /data/file; cat /data/file");
    spec.mounts.add(new Mount(shared, "/workspace", false));
    spec.volumes.add(new Volume("data", "/data"));
    assertThat(output(spec)).containsExactly("4242", "kept");
    assertThat(Files.getAttribute(shared.resolve("made"), "unix:uid")).isEqualTo(4242);
    TestSpec again = TestSpec.shell("cat /data/file");
    again.mounts.add(new Mount(shared, "/workspace", false));
    again.volumes.add(new Volume("data", "/data"));
    assertThat(output(again)).containsExactly("kept");
  }

  @Test
  void valuesOfTheEnvironmentAreInNoCommandLine() throws Exception {
    TestSpec spec = TestSpec.shell("echo $TOKEN; exec cat");
    spec.env.put("TOKEN", "not-for-others");
    try (Instance instance = start(spec)) {
      assertThat(reader(instance).readLine()).isEqualTo("not-for-others");
      assertThat(
              ProcessHandle.current()
                  .descendants()
                  .map(process -> process.info().commandLine().orElse("")))
          .isNotEmpty()
          .noneMatch(line -> line.contains("not-for-others"));
    }
  }

  @Test
  void theExitCodeIsSeen() throws Exception {
    Instance instance = start(TestSpec.shell("exit 3"));
    assertThat(exit(instance)).isEqualTo(new Instance.Exit(3, "ended with exit code 3"));
  }

  @Test
  void stopTerminatesAServerThatIgnoresTheEndOfItsInput() throws Exception {
    Instance instance =
        start(TestSpec.shell("trap 'exit 7' TERM; echo up; while true; do sleep 0.1; done"));
    assertThat(reader(instance).readLine()).isEqualTo("up");
    instance.stop(Duration.ofSeconds(20));
    assertThat(exit(instance).code()).isEqualTo(7);
  }

  @Test
  void stopKillsAServerThatIgnoresEverything() throws Exception {
    Instance instance =
        start(TestSpec.shell("trap '' TERM; echo up; while true; do sleep 0.1; done"));
    assertThat(reader(instance).readLine()).isEqualTo("up");
    instance.stop(Duration.ofSeconds(1));
    exit(instance);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void aServerOutlivesTheThreadThatStartedIt() throws Exception {
    CompletableFuture<Instance> started = new CompletableFuture<>();
    Thread shortLived =
        Thread.ofPlatform().start(() -> started.complete(start(TestSpec.shell("exec cat"))));
    shortLived.join();
    try (Instance instance = started.get()) {
      Thread.sleep(300);
      stdio(instance).stdin().write("still\n".getBytes(UTF_8));
      assertThat(reader(instance).readLine()).isEqualTo("still");
    }
  }

  @Test
  void killingTheHubLeavesNoProcess() throws Exception {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HubToBeKilled.class.getName(),
                home.toString(),
                program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(hub.getInputStream(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("server runs");
      List<ProcessHandle> servers = hub.toHandle().descendants().toList();
      assertThat(servers).hasSizeGreaterThanOrEqualTo(3);
      hub.destroyForcibly().waitFor();
      eventually("the end of all", () -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void highRiskIsRefused() {
    TestSpec spec = new TestSpec();
    spec.risk = RiskLevel.HIGH;
    assertThatThrownBy(() -> start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("is of high risk and runs in a container only");
  }

  @Test
  void httpServersAreRefused() {
    TestSpec spec = new TestSpec();
    spec.port = OptionalInt.of(8080);
    assertThatThrownBy(() -> start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("speaks HTTP and runs in a container only");
  }

  @Test
  void aMissingProgramIsNamed() {
    Launch launch =
        new Launch(
            new TestSpec().build(), new Workload.Folder(program), List.of("no-such"), Map.of());
    assertThatThrownBy(() -> engine.start(launch))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is no program 'no-such' on PATH");
  }

  private Instance start(TestSpec spec) {
    return engine.start(spec.launch(new Workload.Folder(program)));
  }

  private List<String> output(TestSpec spec) throws Exception {
    try (Instance instance = start(spec);
        BufferedReader lines = reader(instance)) {
      return lines.readAllLines();
    }
  }

  private static boolean noFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
