package dev.mcpcentral.hub.launcher;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.engine.ContainerDesk;
import dev.mcpcentral.hub.engine.DockerFixture;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.TestSpec;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.SecretReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hub gets from its launcher besides the life of a server over stdio. */
@Tag("docker")
@Timeout(120)
final class LauncherDockerTest {
  @TempDir Path home;
  private DockerFixture docker;
  private LauncherFixture launcher;
  private LauncherClient client;

  @BeforeEach
  void open() throws IOException {
    docker = new DockerFixture(home);
    launcher = new LauncherFixture(docker, home);
    client = new LauncherClient(launcher.socket());
  }

  @AfterEach
  void close() throws IOException {
    launcher.close();
    docker.close();
  }

  private Launch shell(String script) {
    return TestSpec.shell(script).launch(docker.busybox());
  }

  private Launch http() {
    TestSpec spec =
        TestSpec.shell(
            "mkdir -p /tmp/w; echo it answers > /tmp/w/x; exec httpd -f -p 8080 -h /tmp/w");
    spec.port = OptionalInt.of(8080);
    return spec.launch(docker.busybox());
  }

  private static String get(Instance instance) throws IOException {
    Wire.Http wire = (Wire.Http) instance.wire();
    try (SocketChannel channel = wire.way().open()) {
      wire.way().connect(channel);
      channel.write(ByteBuffer.wrap("GET /x HTTP/1.0\r\n\r\n".getBytes(UTF_8)));
      Conversation answer = new Conversation(channel);
      return new String(answer.in().readAllBytes(), UTF_8);
    }
  }

  private static String getSoon(Instance instance) throws Exception {
    String[] body = {""};
    eventually(
        "an answer over HTTP",
        () -> {
          try {
            body[0] = get(instance);
            return body[0].contains("it answers");
          } catch (IOException notYet) {
            return false;
          }
        });
    return body[0];
  }

  private static String echo(Instance instance, String word) throws IOException {
    DockerFixture.stdio(instance).stdin().write((word + "\n").getBytes(UTF_8));
    return new BufferedReader(new InputStreamReader(DockerFixture.stdio(instance).stdout(), UTF_8))
        .readLine();
  }

  @Test
  void whatTheHubLooksUpIsToldToTheServer() throws Exception {
    TestSpec spec = TestSpec.shell("echo $TOKEN; exec cat");
    spec.secrets.put("TOKEN", new SecretReference.Environment("HUB_TOKEN"));
    try (Instance instance = launcher.hub().start(spec.launch(docker.busybox()))) {
      assertThat(DockerFixture.reader(instance).readLine()).isEqualTo("told-to-one");
      assertThat(docker.inspected(instance.id()).toString()).doesNotContain("told-to-one");
    }
    spec.secrets.put("TOKEN", new SecretReference.Environment("NOT_THERE"));
    assertThatThrownBy(() -> launcher.hub().start(spec.launch(docker.busybox())))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("TOKEN (env:NOT_THERE)");
  }

  @Test
  void aServerOverHttpIsReachedThroughTheLauncher() throws Exception {
    try (Instance instance = launcher.hub().start(http())) {
      assertThat(getSoon(instance)).contains("200 OK");
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void aPausedServerGoesOnWhereItWas() throws Exception {
    try (Instance instance = launcher.hub().start(shell("exec cat"))) {
      assertThat(instance.pause()).isTrue();
      assertThat(state(instance)).isEqualTo("paused");
      instance.resume();
      assertThat(echo(instance, "awake")).isEqualTo("awake");
    }
  }

  private String state(Instance instance) throws IOException {
    return docker.inspected(instance.id()).path("State").path("Status").asString("");
  }

  /** By the handle, which only the launcher's answer tells. */
  private Answer.Started started(String script) {
    return client.ask(new Verb.Start(shell(script)), Answer.Started.class);
  }

  @Test
  void commandsRunAsTheContainersUserAndAreBounded() {
    String handle = started("exec cat").handle();
    ContainerDesk.Ran ran = exec(handle, "id -u; echo wrong >&2; exit 3");
    assertThat(ran).isEqualTo(new ContainerDesk.Ran(3, "1001\nwrong\n", false));
    assertThat(exec(handle, "touch /x").output()).contains("Read-only file system");
    ContainerDesk.Ran flood = exec(handle, "yes | head -c 1000000");
    assertThat(flood.output()).hasSize(64 << 10);
    assertThat(flood.cut()).isTrue();
    assertThatThrownBy(() -> exec(handle, "sleep 60")).hasMessageContaining("longer than");
    client.ask(new Verb.Stop(handle, Duration.ZERO), Answer.Done.class);
  }

  private ContainerDesk.Ran exec(String handle, String script) {
    return client.ask(
        new Verb.Exec(handle, List.of("sh", "-c", script), Duration.ofSeconds(5)),
        ContainerDesk.Ran.class);
  }

  @Test
  void inspectAndStatsTellHowItStands() {
    Answer.Started started = started("exec cat");
    var facts = client.ask(new Verb.Inspect(started.handle()), ContainerDesk.Facts.class);
    assertThat(facts.id()).isEqualTo(started.id());
    assertThat(facts.state()).isEqualTo("running");
    assertThat(facts.user()).isEqualTo("1001:1001");
    assertThat(facts.readOnly()).isTrue();
    assertThat(facts.network()).isEqualTo("none");
    var usage = client.ask(new Verb.Stats(started.handle()), ContainerDesk.Usage.class);
    assertThat(usage.memoryBytes()).isBetween(1L, facts.memoryBytes());
    assertThat(usage.pids()).isBetween(1L, facts.pids());
    client.ask(new Verb.Stop(started.handle(), Duration.ZERO), Answer.Done.class);
  }

  @Test
  void logsAreReadWithoutAnInstance() throws Exception {
    try (Instance instance = launcher.hub().start(shell("echo to the log >&2; exec cat"))) {
      echo(instance, "x");
      var name = TestSpec.shell("").build().name();
      eventually(
          "the line here",
          () -> launcher.hubLogs().tail(name, 9).toString().contains("to the log"));
      assertThat(client.ask(new Verb.Logs(name, 9, false), Answer.Lines.class).lines())
          .singleElement()
          .asString()
          .endsWith(" to the log");
    }
  }

  @Test
  void eventsTellOfOurContainersOnly() throws Exception {
    BlockingQueue<ContainerDesk.Happening> heard = new ArrayBlockingQueue<>(100);
    try (Conversation events = client.stream(new Verb.Events())) {
      Thread.ofVirtual().start(() -> hear(events, heard));
      String foreign = docker.foreign(java.util.Map.of());
      try (Instance instance = launcher.hub().start(shell("exec cat"))) {
        ContainerDesk.Happening first = heard.poll(30, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.container()).isEqualTo(instance.id());
        assertThat(first.server()).isEqualTo("probe");
        eventually("its start", () -> heard.stream().anyMatch(one -> one.action().equals("start")));
      } finally {
        docker.remove(foreign);
      }
      assertThat(heard).noneMatch(one -> one.container().equals(foreign));
    }
  }

  private static void hear(Conversation events, BlockingQueue<ContainerDesk.Happening> heard) {
    try {
      for (String line = events.line(); line != null; line = events.line()) {
        heard.add(
            LauncherClient.read(
                ContainerDesk.Happening.class, Reply.read(line).ok().orElseThrow()));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  void imagesGoToAndFro() throws IOException {
    String id = ((Workload.Image) docker.busybox()).id();
    var images = launcher.engine().images();
    var stored = images.inspect(id).orElseThrow();
    assertThat(stored.id()).isEqualTo(id);
    assertThat(images.inspect("mcp-central/never:1")).isEmpty();
    assertThat(images.architecture()).isNotEmpty();
    String name = "mcp-central/launcher-test:" + docker.installation();
    images.tag(id, name);
    try {
      Path archive = home.resolve("saved.tar");
      images.save(name, archive);
      assertThat(Files.size(archive)).isGreaterThan(1 << 20);
      images.load(archive);
      assertThat(images.inspect(name).orElseThrow().id()).isEqualTo(id);
      Path files = home.resolve("files.tar");
      images.copyOut(name, "/bin", files);
      assertThat(Files.size(files)).isGreaterThan(1 << 20);
    } finally {
      images.remove(name);
    }
    assertThat(images.inspect(name)).isEmpty();
    assertThatThrownBy(() -> images.build(home, name, false, Duration.ofSeconds(1), _ -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("docker build");
  }

  @Test
  void waiversAreTheLaunchersOwn() {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.risk = RiskLevel.HIGH;
    Isolation found = launcher.hub().isolation(spec.build());
    if (found instanceof Isolation.Refused(String why)) {
      assertThat(why).contains("--waive");
    } else {
      assertThat(found).isInstanceOf(Isolation.Isolated.class);
    }
  }

  @Test
  void aServerOverStdioEndsWithTheHubThatHasIt() throws Exception {
    Answer.Started started = started("trap '' TERM; while true; do sleep 0.1; done");
    Conversation held = client.open(new Verb.Hold(started.handle()));
    assertThat(docker.containers()).hasSize(1);
    held.close();
    eventually("its end", () -> docker.containers().isEmpty());
  }

  @Test
  void aServerOverHttpIsTakenOverByTheNextHub() throws Exception {
    Launch launch = http();
    Answer.Started first = client.ask(new Verb.Start(launch), Answer.Started.class);
    client.open(new Verb.Hold(first.handle())).close();
    eventually(
        "the same container again",
        () -> {
          Answer.Started next = client.ask(new Verb.Start(launch), Answer.Started.class);
          boolean same = next.id().equals(first.id());
          if (!same) {
            client.ask(new Verb.Stop(next.handle(), Duration.ZERO), Answer.Done.class);
          }
          return same;
        });
    assertThat(docker.containers()).hasSize(1);
    client.open(new Verb.Hold(first.handle())).close();
    eventually(
        "a sweep that removes it",
        () -> {
          launcher.hub().sweep(Set.of());
          return docker.containers().isEmpty();
        });
  }

  @Test
  void aLauncherThatIsGoneIsNamedAndFoundAgain() throws Exception {
    Instance lost = launcher.hub().start(shell("exec cat"));
    launcher.stop();
    assertThat(lost.exit().toCompletableFuture().get(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(DockerFixture.stdio(lost).stdout().read()).isEqualTo(-1);
    lost.close();
    assertThat(launcher.hub().trouble().orElseThrow())
        .contains("launcher", launcher.socket().toString(), "mcp-central launcher");
    Launch again = shell("exec cat");
    assertThatThrownBy(() -> launcher.hub().start(again))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("does not answer");
    launcher.start();
    assertThat(launcher.hub().trouble()).isEmpty();
    try (Instance instance = launcher.hub().start(again)) {
      assertThat(echo(instance, "back")).isEqualTo("back");
      assertThat(docker.containers()).containsExactly(instance.id());
    }
  }

  @Test
  void twoLaunchersDoNotShareASocket() {
    assertThatThrownBy(() -> launcher.start())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("another process listens there");
  }
}
