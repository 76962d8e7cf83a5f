package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A view of a real engine, through the docker command line and from inside a container. */
@Tag("docker")
@Timeout(120)
final class EngineViewDockerTest {
  private static final ServerName VIEWER = new ServerName("viewer");
  private static final String CANARY = "canary-4be1f90a7c3d";

  @TempDir Path home;
  @TempDir Path work;
  DockerFixture docker;
  EngineView view;

  /** Somebody's container: with secrets in every place where one can be read, and with a log. */
  String subject;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
    view = new EngineViews(docker.api, home, docker.logs).open(VIEWER);
    subject = "mcp-central-test-" + docker.installation;
    Path mounted = Files.createDirectory(work.resolve(CANARY));
    Result run =
        real(
            "run",
            "-d",
            "--network",
            "none",
            "--name",
            subject,
            "--label",
            "note=" + CANARY,
            "-e",
            "TOKEN=" + CANARY,
            "-v",
            mounted + ":/shown:ro",
            ((Workload.Image) docker.busybox()).id(),
            "/bin/sh",
            "-c",
            "echo from the log; sleep 300; : " + CANARY);
    assertThat(run.code).as(run.text).isZero();
  }

  @AfterEach
  void close() throws Exception {
    view.close();
    real("rm", "-f", subject);
    docker.close();
    real("rmi", "-f", "mcp-central-test:node");
  }

  @Test
  void theCommandLineReadsThroughIt() throws Exception {
    assertThat(cli("ps", "--no-trunc")).contains(subject).contains("/bin/sh");
    assertThat(cli("ps", "-a", "--filter", "name=" + subject)).contains(subject);
    assertThat(cli("inspect", subject)).contains("\"TOKEN=***\"").contains("/shown");
    assertThat(cli("logs", "--tail", "5", subject)).isEqualTo("from the log\n");
    assertThat(cli("stats", "--no-stream", subject)).contains(subject);
    assertThat(cli("top", subject)).contains("PID");
    assertThat(cli("images")).contains("mcp-central-test");
    assertThat(cli("image", "inspect", ((Workload.Image) docker.busybox()).id()))
        .contains("sha256:");
    assertThat(cli("version")).contains("Server");
    assertThat(cli("info")).contains("Running:");
    assertThat(cli("network", "ls")).contains("bridge");
    assertThat(cli("volume", "ls")).contains("VOLUME NAME");
    assertThat(docker.logs.tail(VIEWER, 100))
        .anyMatch(
            line -> line.contains("engine view: GET") && line.contains("/containers/" + subject));
  }

  @Test
  void noSecretComesThrough() throws Exception {
    String all =
        cli("ps", "-a", "--no-trunc", "--format", "{{json .}}")
            + cli("inspect", subject)
            + cli("container", "inspect", subject)
            + cli("top", subject)
            + cli("stats", "--no-stream", "--format", "{{json .}}", subject)
            + cli("image", "inspect", ((Workload.Image) docker.busybox()).id());
    assertThat(all).doesNotContain(CANARY).contains(subject);
    assertThat(real("inspect", subject).text).contains(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --rm mcp-central-test:latest /bin/true",
        "create mcp-central-test:latest",
        "exec SUBJECT id",
        "attach --no-stdin SUBJECT",
        "rm -f SUBJECT",
        "kill SUBJECT",
        "stop SUBJECT",
        "pause SUBJECT",
        "rename SUBJECT other",
        "update --cpus 2 SUBJECT",
        "cp SUBJECT:/bin/busybox -",
        "export SUBJECT",
        "diff SUBJECT",
        "commit SUBJECT",
        "build -",
        "pull busybox",
        "push mcp-central-test:latest",
        "save mcp-central-test:latest",
        "rmi mcp-central-test:latest",
        "history mcp-central-test:latest",
        "network create x",
        "network inspect bridge",
        "volume create x",
        "system prune -f",
        "swarm init",
        "secret ls",
        "top SUBJECT auxe",
        "logs --details SUBJECT"
      })
  void everythingElseIsRefused(String command) throws Exception {
    Result result = run("unix://" + view.socket(), command.replace("SUBJECT", subject).split(" "));
    assertThat(result.code).as(result.text).isNotZero();
    // A client that is still sending when it is refused may see nothing but the closed connection.
    assertThat(result.text)
        .containsAnyOf("view of the engine", "received 403", "transport connection broken");
    assertThat(real("inspect", "--format", "{{.State.Status}}", subject).text)
        .isEqualTo("running\n");
  }

  @Test
  void aContainerWithTheGrantReadsItAndNothingElse() throws Exception {
    assertThat(fromInside(new TestSpec())).containsExactly(200, 200, 403, 403, 400, 404);
  }

  @Test
  void itIsReadByWhicheverUserTheServerRunsAs() throws Exception {
    TestSpec spec = new TestSpec();
    Path owned = Files.createDirectory(work.resolve("owned"));
    Files.setAttribute(owned, "unix:uid", 4242);
    Files.setAttribute(owned, "unix:gid", 4243);
    spec.mounts.add(new Mount(owned, "/data", false));
    assertThat(fromInside(spec)).containsExactly(200, 200, 403, 403, 400, 404);
  }

  /** What Node.js in a container of ours is answered to six questions. */
  private List<Integer> fromInside(TestSpec spec) throws Exception {
    String script =
        """
        const http = require('http');
        const ask = (method, path) => new Promise(done => {
          const request = http.request({socketPath: process.env.DOCKER_HOST.slice(7), method, path}, answer => {
            let text = '';
            answer.on('data', part => text += part);
            answer.on('end', () => done({status: answer.statusCode, text}));
          });
          request.end();
        });
        (async () => {
          const subject = process.argv[1];
          for (const [method, path] of [['GET', '/v1.41/containers/json'], ['GET', `/containers/${subject}/json`],
              ['POST', `/containers/${subject}/kill`], ['GET', '/containers/' + subject + '/archive?path=/etc'],
              ['GET', '/v1.41/../info'], ['GET', '/containers/nobody/json']])
            console.log(JSON.stringify(await ask(method, path)));
        })();
        """;
    spec.name = "viewer-inside";
    spec.grants.add(Grant.ENGINE);
    docker.waivers.add(
        new Waiver(
            new ServerName(spec.name), Runtimes.FINDING, "these tests", LocalDate.of(9999, 1, 1)));
    spec.limits = DeclaredLimits.of(256L << 20, 1.0, 64);
    spec.args.addAll(List.of("-e", script, subject));
    Launch launch = new Launch(spec.build(), NodeImage.make(), List.of("/usr/bin/node"), Map.of());
    List<Integer> statuses = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Instance instance = docker.engine.start(launch);
    try (instance;
        var lines = DockerFixture.reader(instance)) {
      for (String line : lines.readAllLines()) {
        JsonNode answer = JsonMapper.shared().readTree(line);
        statuses.add(answer.path("status").intValue());
        text.append(answer.path("text").stringValue());
      }
    }
    assertThat(text.toString()).contains(subject).doesNotContain(CANARY);
    assertThat(real("inspect", "--format", "{{.State.Status}}", subject).text)
        .isEqualTo("running\n");
    return statuses;
  }

  private String cli(String... command) throws Exception {
    Result result = run("unix://" + view.socket(), command);
    assertThat(result.code).as(String.join(" ", command) + ": " + result.text).isZero();
    return result.text;
  }

  private static Result real(String... command) throws Exception {
    return run(docker(), command);
  }

  private static String docker() {
    return System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
  }

  private record Result(int code, String text) {}

  private static Result run(String host, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("docker"));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", host);
    builder.environment().put("DOCKER_BUILDKIT", "0");
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), text);
  }
}
