package dev.mcpcentral.hub.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerFixture;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.TestSpec;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.SecretReference;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks to a launcher as a hub would that somebody has taken over (threat T5): whatever it says,
 * it gets hardened containers of its own installation, or nothing.
 */
@Tag("docker")
@Timeout(120)
final class CompromisedHubDockerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path home;
  @TempDir Path allowed;
  @TempDir Path forbidden;
  private DockerFixture docker;
  private LauncherFixture launcher;

  @BeforeEach
  void open() throws IOException {
    docker = new DockerFixture(home);
    launcher = new LauncherFixture(docker, home, allowed);
  }

  @AfterEach
  void close() throws IOException {
    launcher.close();
    docker.close();
  }

  /** Says a line and hears the answer, as raw as it can be. */
  private JsonNode say(String line) throws IOException {
    try (Conversation open = connect()) {
      open.send(line);
      return JsonMapper.shared().readTree(open.line(PATIENCE));
    }
  }

  private Conversation connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(launcher.socket()));
    return new Conversation(channel);
  }

  private Launch cat() {
    return TestSpec.shell("exec cat").launch(docker.busybox());
  }

  /** A request to start something, changed by hand. */
  private String forged(Launch launch, Consumer<ObjectNode> change) {
    ObjectNode request =
        (ObjectNode) JsonMapper.shared().readTree(Request.line(new Verb.Start(launch)));
    change.accept((ObjectNode) request.path("verb").path("launch"));
    return request.toString();
  }

  private void refused(String line, String because) throws IOException {
    JsonNode answer = say(line);
    assertThat(answer.path("error").asString("")).contains(because);
    assertThat(answer.path("ok").isNull()).isTrue();
    assertThat(docker.containers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"privileged", "HostConfig", "networkMode", "binds", "capAdd", "devices", "pid"})
  void noHostConfigurationIsTaken(String member) throws IOException {
    refused(forged(cat(), launch -> launch.put(member, "host")), "exactly");
    refused(
        forged(
            cat(),
            launch -> {
              ((ObjectNode) launch.path("spec")).put(member, true);
            }),
        "exactly");
  }

  @Test
  void theHostsNetworkIsNoWordOfTheProtocol() throws IOException {
    refused(
        forged(
            cat(),
            launch -> {
              ((ObjectNode) launch.path("spec").path("reach")).put("network", "HOST");
            }),
        "none of the words");
  }

  @Test
  void mountsOutsideOfTheAllowedFoldersAreRefused() throws Exception {
    Path link = Files.createSymbolicLink(allowed.resolve("link"), forbidden);
    for (Path source :
        List.of(forbidden, Path.of("/etc"), Path.of("/var/run/docker.sock"), home, link)) {
      TestSpec spec = TestSpec.shell("exec cat");
      spec.mounts.add(new Mount(source, "/x", true));
      refused(Request.line(new Verb.Start(spec.launch(docker.busybox()))), "does not allow");
    }
    refused(
        forged(
            cat(),
            launch -> {
              ObjectNode mount = ((ObjectNode) launch.path("spec")).withArray("mounts").addObject();
              mount.put("source", allowed + "/../" + forbidden.getFileName());
              mount.put("target", "/x").put("readOnly", true);
            }),
        "absolute path without '..'");
  }

  @Test
  void anAllowedFolderIsShown() throws Exception {
    Files.writeString(allowed.resolve("hello"), "from the host\n");
    Files.setPosixFilePermissions(allowed, PosixFilePermissions.fromString("rwxr-xr-x"));
    TestSpec spec = TestSpec.shell("cat /x/hello");
    spec.mounts.add(new Mount(allowed.toRealPath(), "/x", true));
    try (Instance instance = launcher.hub().start(spec.launch(docker.busybox()))) {
      assertThat(DockerFixture.reader(instance).readLine()).isEqualTo("from the host");
    }
  }

  @Test
  void grantsThatTheLauncherDoesNotAllowAreRefused() throws IOException {
    for (Grant grant : Grant.values()) {
      TestSpec spec = TestSpec.shell("exec cat");
      spec.grants.add(grant);
      refused(Request.line(new Verb.Start(spec.launch(docker.busybox()))), "--allow-grant");
    }
  }

  @Test
  void nothingIsLookedUpOnTheLaunchersSide() throws IOException {
    TestSpec spec = TestSpec.shell("cat /run/secrets/X");
    spec.secrets.put("X", new SecretReference.File(Path.of("/etc/shadow")));
    Launch launch = spec.launch(docker.busybox());
    refused(Request.line(new Verb.Start(launch)), "is to be told its secrets [X]");
    refused(
        Request.line(new Verb.Start(launch, Map.of("X", "not Base64"))),
        "the secret X has no value");
    refused(
        Request.line(new Verb.Start(launch, Map.of("X", "eA==", "Y", "eQ=="))), "and nothing else");
  }

  @Test
  void whatAnImageIsNamedOrWhereAProcessWouldRunIsNoWorkload() throws IOException {
    refused(
        Request.line(new Verb.Start(TestSpec.shell("id").launch(new Workload.Image("alpine")))),
        "not prepared as an image with an id");
    refused(
        Request.line(
            new Verb.Start(TestSpec.shell("id").launch(new Workload.Folder(Path.of("/"))))),
        "containers only");
  }

  @Test
  void namesLeadNowhere() throws IOException {
    for (String name : List.of("../x", "a/b", "", "A", "x.y", "a".repeat(33))) {
      refused(
          forged(
              cat(),
              launch -> {
                ((ObjectNode) launch.path("spec")).put("name", name);
              }),
          "not a server name");
    }
    refused(
        "{\"version\":1,\"verb\":{\"is\":\"Logs\",\"server\":\"../../etc/passwd\",\"last\":9,\"follow\":false}}",
        "not a server name");
  }

  @Test
  void containersOfOthersCannotBeReachedByAnyVerb() throws IOException {
    String foreign = foreign(Map.of());
    try {
      String name = "mcp-central-other-installation";
      for (String handle : List.of(foreign, foreign.substring(0, 12), name, "", "../" + foreign)) {
        for (Verb verb :
            List.<Verb>of(
                new Verb.Attach(handle),
                new Verb.Dial(handle),
                new Verb.Hold(handle),
                new Verb.Pause(handle),
                new Verb.Unpause(handle),
                new Verb.Stop(handle, Duration.ZERO),
                new Verb.Exec(handle, List.of("id"), Duration.ofSeconds(1)),
                new Verb.Inspect(handle),
                new Verb.Stats(handle))) {
          refused(Request.line(verb), "no such instance");
        }
        if (!handle.isEmpty()) {
          refused(Request.line(new Verb.Look(handle)), "label");
          refused(
              Request.line(
                  new Verb.Start(TestSpec.shell("id").launch(new Workload.Container(handle)))),
              "label");
        }
      }
      assertThat(state(foreign)).isEqualTo("running");
    } finally {
      remove(foreign);
    }
  }

  @Test
  void onlyAContainerThatWasLabelledForThisHubIsSpokenTo() throws Exception {
    String ours = foreign(Map.of("mcp.server", "notes", "mcp.hub", docker.installation()));
    String others = foreign(Map.of("mcp.server", "notes", "mcp.hub", "another-hub"));
    try {
      refused(Request.line(new Verb.Look(others)), "label");
      assertThat(launcher.hub().look(ours).id()).isEqualTo(ours);
      Launch launch = foreignLaunch(ours);
      Launch others2 = foreignLaunch(others);
      assertThatThrownBy(() -> launcher.hub().start(others2))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("label");
      try (Instance instance = launcher.hub().start(launch)) {
        DockerFixture.stdio(instance).stdin().write("hello\n".getBytes(UTF_8));
        assertThat(DockerFixture.reader(instance).readLine()).isEqualTo("hello");
      }
      assertThat(state(ours)).isEqualTo("running");
    } finally {
      remove(ours);
      remove(others);
    }
  }

  private static Launch foreignLaunch(String container) {
    var spec =
        dev.mcpcentral.hub.spec.ServerSpec.of(
            new ServerName("notes"), new dev.mcpcentral.hub.spec.Source.Container("notes"));
    return new Launch(spec, new Workload.Container(container), List.of(), Map.of());
  }

  @Test
  void imagesOfOthersAreNeitherNamedNorRemoved() throws IOException {
    String id = ((Workload.Image) docker.busybox()).id();
    for (String name :
        List.of("nginx:latest", "localhost:5000/x:1", "mcp-central/../nginx:1", "mcp-central")) {
      refused(Request.line(new Verb.Tag(id, name)), "below mcp-central/");
      refused(Request.line(new Verb.RemoveImage(name)), "below mcp-central/");
    }
    refused(Request.line(new Verb.RemoveImage(id)), "below mcp-central/");
    refused(Request.line(new Verb.InspectImage("../../containers/json")), "no reference");
    refused(Request.line(new Verb.CopyOut(id, "/../etc")), "no folder");
  }

  @Test
  void anArchiveThatNamesSomebodyElsesImageIsNotLoaded() throws IOException {
    Path archive = home.resolve("archive.tar");
    for (String manifest :
        List.of(
            "[{\"Config\":\"c\",\"RepoTags\":[\"nginx:latest\"],\"Layers\":[]}]",
            "[{\"Config\":\"c\",\"RepoTags\":[\"mcp-central/a:1\",\"nginx:1\"],\"Layers\":[]}]",
            "[]",
            "{")) {
      write(archive, Map.of("manifest.json", manifest));
      assertThatThrownBy(() -> launcher.engine().images().load(archive))
          .as(manifest)
          .isInstanceOf(EngineException.class)
          .hasMessageNotContaining("Docker");
    }
    for (String name :
        List.of("repositories", "index.json", "x/../manifest.json", "/manifest.json")) {
      write(archive, Map.of(name, "{\"nginx\":{\"latest\":\"x\"}}"));
      assertThatThrownBy(() -> launcher.engine().images().load(archive))
          .as(name)
          .hasMessageContaining("refused");
    }
    Files.write(archive, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    assertThatThrownBy(() -> launcher.engine().images().load(archive))
        .isInstanceOf(EngineException.class);
    try (var left = Files.list(home.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  private static void write(Path archive, Map<String, String> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }

  @Test
  void anotherVersionIsTold() throws IOException {
    refused("{\"version\":2,\"verb\":{\"is\":\"Hello\"}}", "version 1");
  }

  @Test
  void aLineWithoutEndIsCutOff() throws IOException {
    try (Conversation open = connect()) {
      byte[] flood = new byte[1 << 20];
      java.util.Arrays.fill(flood, (byte) 'x');
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 64; i++) {
                  open.channel().write(ByteBuffer.wrap(flood));
                }
              })
          .isInstanceOf(IOException.class);
    }
    hello();
  }

  private void hello() throws IOException {
    assertThat(say(Request.line(new Verb.Hello())).path("ok").asString("")).contains("engine");
  }

  @Test
  void aThousandIdleConnectionsKeepNobodyOut() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(launcher.socket()));
        idle.add(channel);
      }
      hello();
      try (Instance instance = launcher.hub().start(cat())) {
        DockerFixture.stdio(instance).stdin().write("x\n".getBytes(UTF_8));
        assertThat(DockerFixture.reader(instance).readLine()).isEqualTo("x");
      }
      // The oldest had to make room.
      assertThat(idle.getFirst().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  @Test
  void onlyUserAndGroupReachTheSocket() throws IOException {
    assertThat(Files.getPosixFilePermissions(launcher.socket()))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
  }

  @Test
  void whateverIsAskedForTheContainerIsHardened() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    try (Instance instance = launcher.hub().start(spec.launch(docker.busybox()))) {
      JsonNode host = docker.inspected(instance.id()).path("HostConfig");
      assertThat(host.path("Privileged").asBoolean()).isFalse();
      assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
      assertThat(host.path("NetworkMode").asString("")).isEqualTo("none");
      assertThat(host.path("CapDrop").toString().toLowerCase(java.util.Locale.ROOT))
          .contains("all");
      assertThat(host.path("CapAdd").size()).isZero();
      assertThat(host.path("Binds").size()).isZero();
      assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
      assertThat(docker.inspected(instance.id()).path("Config").path("User").asString(""))
          .isEqualTo("1001:1001");
    }
  }

  private String foreign(Map<String, String> labels) {
    return docker.foreign(labels);
  }

  private String state(String container) throws IOException {
    return docker.inspected(container).path("State").path("Status").asString("");
  }

  private void remove(String container) {
    docker.remove(container);
  }
}
