package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.mcpcentral.hub.secret.SecretFolders;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container is told in confidence: its programs know it, the engine does not. */
@Tag("docker")
@Timeout(60)
final class SecretsDockerTest {
  private static final String BY_REFERENCE = "s3cret-by-reference-7261";
  private static final String IN_ENV = "s3cret-in-env-9918";

  @TempDir Path home;
  @TempDir Path folder;
  DockerFixture docker;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
  }

  @AfterEach
  void close() throws IOException {
    docker.close();
    Files.deleteIfExists(root());
  }

  @Test
  void theServerKnowsItAndTheEngineDoesNot() throws Exception {
    TestSpec spec =
        TestSpec.shell(
            "echo \"$DB_PASSWORD $API_TOKEN\"; cat $DB_PASSWORD_FILE $API_TOKEN_FILE; echo; ls /run/secrets; exec cat");
    spec.secrets.put("DB_PASSWORD", file(BY_REFERENCE));
    spec.env.put("API_TOKEN", IN_ENV);
    spec.env.put("LOG_LEVEL", "debug");
    try (Instance instance = docker.start(spec);
        var lines = DockerFixture.reader(instance)) {
      assertThat(lines.readLine()).isEqualTo(BY_REFERENCE + " " + IN_ENV);
      assertThat(lines.readLine()).isEqualTo(BY_REFERENCE + IN_ENV);
      assertThat(List.of(lines.readLine(), lines.readLine()))
          .containsExactly("API_TOKEN", "DB_PASSWORD");
      String inspected = docker.raw("/containers/" + instance.id() + "/json");
      assertThat(inspected).doesNotContain(BY_REFERENCE, IN_ENV).contains("LOG_LEVEL=debug");
      assertThat(executed(instance, "env"))
          .doesNotContain(BY_REFERENCE, IN_ENV)
          .contains("API_TOKEN_FILE=/run/secrets/API_TOKEN", "LOG_LEVEL=debug");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "ends with lines\n\n",
        "\n",
        " blank ",
        "$HOME ${PATH} `id` $(id)",
        "\"double\" 'single' \\n",
        "ünïcödé",
        "-n",
        "a=b=c",
        "%s%d\t"
      })
  void aValueArrivesAsItIs(String value) throws Exception {
    TestSpec spec = TestSpec.shell("printf '[%s]' \"$VALUE\"; cat /run/secrets/VALUE");
    // A file ends with a line end, which is not the value's.
    spec.secrets.put("VALUE", file(value + "\n"));
    try (Instance instance = docker.start(spec)) {
      byte[] seen = DockerFixture.stdio(instance).stdout().readAllBytes();
      assertThat(new String(seen, UTF_8)).isEqualTo("[" + value + "]" + value);
    }
  }

  @Test
  void sixtyFourKibibytesArrive() throws Exception {
    TestSpec spec = TestSpec.shell("echo ${#BIG}; stat -c %s /run/secrets/BIG");
    spec.secrets.put("BIG", file("x".repeat(64 << 10)));
    assertThat(docker.output(spec)).containsExactly("65536", "65536");
  }

  @Test
  void theFilesAreReadOnlyAndTheUsersAlone() throws Exception {
    TestSpec spec =
        TestSpec.shell(
            "stat -c '%a %u' /run/secrets/TOKEN; echo x > /run/secrets/TOKEN || echo kept; touch /run/secrets/x || echo closed");
    spec.secrets.put("TOKEN", file("value"));
    List<String> seen = docker.output(spec);
    assertThat(seen.getFirst()).isIn("400 1001", "444 " + Files.getAttribute(home, "unix:uid"));
    assertThat(seen.subList(1, 3)).containsExactly("kept", "closed");
  }

  @Test
  void aSecretThatIsDeclaredAsAFileIsNoVariable() throws Exception {
    TestSpec spec = TestSpec.shell("echo \"$TOKEN_FILE|$TOKEN|$(cat $TOKEN_FILE)\"");
    spec.secrets.put("TOKEN_FILE", file("value"));
    assertThat(docker.output(spec)).containsExactly("/run/secrets/TOKEN||value");
  }

  @Test
  void theImagesOwnCommandIsKept() throws Exception {
    String image = docker.image(List.of(), List.of());
    TestSpec spec = new TestSpec();
    spec.secrets.put("TOKEN", file("value"));
    Launch launch = new Launch(spec.build(), new Workload.Image(image), List.of(), Map.of());
    try (Instance instance = docker.engine.start(launch);
        var lines = DockerFixture.reader(instance)) {
      DockerFixture.stdio(instance).stdin().write("through cat\n".getBytes(UTF_8));
      assertThat(lines.readLine()).isEqualTo("through cat");
      assertThat(executed(instance, "cat", "/proc/1/cmdline"))
          .contains("/run/mcp-central-entry\0TOKEN\0--\0sh\0-c\0cat");
    }
  }

  @Test
  void aProgramThatIsNotThereIsSaid() throws Exception {
    TestSpec spec = new TestSpec();
    spec.secrets.put("TOKEN", file("value"));
    Launch launch =
        new Launch(spec.build(), docker.busybox(), List.of("no-such-program"), Map.of());
    try (Instance instance = docker.engine.start(launch)) {
      assertThat(DockerFixture.exit(instance).code()).isEqualTo(127);
    }
  }

  @Test
  void theFilesEndWithTheirServer() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.secrets.put("TOKEN", file("value"));
    Instance instance = docker.start(spec);
    assertThat(told()).hasSize(1);
    instance.close();
    assertThat(told()).isEmpty();
    Instance dies = docker.start(TestSpec.shell("exec cat"));
    dies.close();
  }

  @Test
  void theFilesEndWithAServerThatDies() throws Exception {
    TestSpec spec = TestSpec.shell("read line");
    spec.secrets.put("TOKEN", file("value"));
    Instance instance = docker.start(spec);
    assertThat(told()).hasSize(1);
    DockerFixture.stdio(instance).stdin().write('\n');
    eventually("no files", () -> told().isEmpty());
  }

  @Test
  void theNextHubRemovesTheFilesOfAKilledOne() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.secrets.put("TOKEN", file("value"));
    docker.start(spec);
    assertThat(told()).hasSize(1);
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of())).isEqualTo(1);
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void anHttpServerIsAdoptedWithItsFilesAndOnlyWhenTheyAreTheSame() throws Exception {
    SecretReference token = file("before");
    Instance first = docker.start(http(token));
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of(http(token).build().name()))).isZero();
      try (Instance adopted = next.start(http(token).launch(docker.busybox()))) {
        assertThat(adopted.id()).isEqualTo(first.id());
        assertThat(told()).hasSize(1);
      }
    }
    Instance second = docker.start(http(token));
    file("after");
    try (DockerEngine next = docker.secondEngine();
        Instance started = next.start(http(token).launch(docker.busybox()))) {
      assertThat(started.id()).isNotEqualTo(second.id());
    }
  }

  @Test
  void aMissingOneIsSaidAndLeavesNothing() {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.secrets.put("TOKEN", SecretReference.parse("env:SURELY_NOT_SET"));
    assertThatThrownBy(() -> docker.start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("server 'probe'")
        .hasMessageContaining("TOKEN (env:SURELY_NOT_SET)");
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void aServerThatNobodyEnabledIsToldNothing() throws Exception {
    TestSpec spec =
        TestSpec.shell("echo \"[$TOKEN$TOKEN_FILE$API_TOKEN]\"; ls /run/secrets || true");
    spec.enabled = false;
    spec.secrets.put("TOKEN", SecretReference.parse("env:SURELY_NOT_SET"));
    spec.env.put("API_TOKEN", IN_ENV);
    assertThat(docker.output(spec)).containsExactly("[]");
  }

  /** Threat T10. */
  @Test
  void aServerFindsItsOwnAndNoOthers() throws Exception {
    TestSpec one = TestSpec.shell("exec cat");
    one.name = "one";
    one.secrets.put("ONE", file("value-of-one"));
    try (Instance _ = docker.start(one)) {
      TestSpec two =
          TestSpec.shell("ls -A /run/secrets; cat /run/secrets/../secrets/ONE || echo none");
      two.name = "two";
      two.secrets.put("TWO", file("value-of-two"));
      assertThat(docker.output(two)).containsExactly("TWO", "none");
    }
  }

  /** Threat T10. */
  @Test
  void noServerMountsTheFolderOfAll() throws IOException {
    Files.createDirectories(root());
    for (Path source : List.of(root(), root().resolveSibling(""))) {
      TestSpec spec = new TestSpec();
      spec.mounts.add(new Mount(source, "/h", true));
      assertThatThrownBy(() -> docker.start(spec))
          .as("%s", source)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("may not mount");
    }
  }

  private SecretReference file(String value) throws IOException {
    return new SecretReference.File(Files.writeString(folder.resolve("secret"), value));
  }

  private static TestSpec http(SecretReference token) {
    TestSpec spec = TestSpec.shell("echo hello > /tmp/index.html; httpd -f -p 8080 -h /tmp");
    spec.port = OptionalInt.of(8080);
    spec.secrets.put("TOKEN", token);
    return spec;
  }

  private Path root() {
    return SecretFolders.of(docker.installation, Map.of(), home).root();
  }

  private List<Path> told() throws IOException {
    if (!Files.isDirectory(root())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root())) {
      return folders.toList();
    }
  }

  private String executed(Instance instance, String... command) {
    return docker.api.call(
        "execute " + command[0],
        client -> {
          StringBuilder out = new StringBuilder();
          String exec =
              client
                  .execCreateCmd(instance.id())
                  .withAttachStdout(true)
                  .withCmd(command)
                  .exec()
                  .getId();
          var collected =
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  out.append(new String(frame.getPayload(), UTF_8));
                }
              };
          try {
            assertThat(
                    client.execStartCmd(exec).exec(collected).awaitCompletion(20, TimeUnit.SECONDS))
                .isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return out.toString();
        });
  }
}
