package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a container may do, as the engine itself reports it and as seen from inside. */
@Tag("docker")
@Timeout(60)
final class HardeningDockerTest {
  @TempDir Path home;
  @TempDir Path shared;
  DockerFixture docker;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
  }

  @AfterEach
  void close() {
    docker.close();
  }

  @Test
  void theHostConfigurationIsTheGoldenOne() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.mounts.add(new Mount(shared, "/shared", true));
    spec.volumes.add(new Volume("data", "/data"));
    try (Instance instance = docker.start(spec)) {
      assertThat(hostConfig(instance)).isEqualTo(golden("host-config.json"));
    }
  }

  @Test
  void hostileImagesChangeNothing() throws Exception {
    String image =
        docker.importImage(
            List.of(
                "mcp.installation=somebodyelse",
                "mcp.server=other",
                "mcp.governance.level=low",
                "mcp.privileged=true",
                "mcp.volumes=/:/host",
                "traefik.enable=true"));
    TestSpec spec = TestSpec.shell("exec cat");
    spec.mounts.add(new Mount(shared, "/shared", true));
    spec.volumes.add(new Volume("data", "/data"));
    Launch launch = spec.launch(new Workload.Image(image));
    try (Instance instance = docker.engine.start(launch)) {
      JsonNode inspected = inspect(instance);
      assertThat(inspected.at("/Config/User").stringValue()).isEqualTo("1001:1001");
      JsonNode labels = inspected.at("/Config/Labels");
      assertThat(labels.path("mcp.server").stringValue()).isEqualTo("probe");
      assertThat(labels.path("mcp.installation").stringValue()).isEqualTo(docker.installation);
      assertThat(labels.path("traefik.enable").stringValue()).isEmpty();
      assertThat(labels.path("mcp.privileged").stringValue()).isEmpty();
      assertThat(inspected.at("/NetworkSettings/Ports").isEmpty()).isTrue();
      assertThat(inspected.path("Mounts"))
          .noneMatch(mount -> mount.path("Name").stringValue("").length() == 64);
      assertThat(withoutScratch(hostConfig(instance))).isEqualTo(golden("host-config.json"));
    }
  }

  @Test
  void aServerHasNoRightsInsideEither() throws Exception {
    List<String> seen =
        docker.output(
            TestSpec.shell(
                "id -u; id -g; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status; touch /x || echo read-only;"
                    + " touch /tmp/x && echo scratch; echo 'echo ran' > /tmp/p; /bin/busybox chmod +x /tmp/p; /tmp/p || echo noexec; echo $HOME"));
    assertThat(seen)
        .containsExactly(
            "1001",
            "1001",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2",
            "read-only",
            "scratch",
            "noexec",
            "/tmp");
  }

  @Test
  void withoutANetworkThereIsOnlyLoopback() throws Exception {
    List<String> interfaces = docker.output(TestSpec.shell("ip -o link; ip route"));
    assertThat(interfaces).hasSize(1).first().asString().contains(": lo:");
  }

  @Test
  void anOpenNetworkIsTheInstallationsOwn() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.network = Network.OPEN;
    try (Instance instance = docker.start(spec)) {
      assertThat(inspect(instance).at("/HostConfig/NetworkMode").stringValue())
          .isEqualTo("mcp-central-" + docker.installation + ".open");
    }
  }

  @Test
  void aVolumeIsWritableAndOutlivesItsContainer() throws Exception {
    TestSpec write = TestSpec.shell("echo kept > /data/file && echo written");
    write.volumes.add(new Volume("data", "/data"));
    assertThat(docker.output(write)).containsExactly("written");
    TestSpec read = TestSpec.shell("cat /data/file; stat -c '%u:%g %a' /data");
    read.volumes.add(new Volume("data", "/data"));
    assertThat(docker.output(read)).containsExactly("kept", "1001:1001 700");
  }

  @Test
  void twoServersNeverShareAVolume() {
    Naming naming = new Naming("abcdefgh");
    TestSpec one = new TestSpec();
    one.name = "a-b";
    TestSpec other = new TestSpec();
    other.name = "a";
    assertThat(naming.volume(one.build().name(), new Volume("c", "/d")))
        .isNotEqualTo(naming.volume(other.build().name(), new Volume("b-c", "/d")));
  }

  @Test
  void aServerRunsAsTheOwnerOfTheFolderItMayWriteTo() throws Exception {
    Files.setAttribute(shared, "unix:uid", 4242);
    Files.setAttribute(shared, "unix:gid", 4343);
    TestSpec spec = TestSpec.shell("id -u; id -g; touch /shared/made && echo made");
    spec.mounts.add(new Mount(shared, "/shared", false));
    assertThat(docker.output(spec)).containsExactly("4242", "4343", "made");
    assertThat(Files.getAttribute(shared.resolve("made"), "unix:uid")).isEqualTo(4242);
  }

  @Test
  void aFolderOfRootsMakesNobodyRoot() throws Exception {
    Files.setAttribute(shared, "unix:uid", 0);
    TestSpec spec = TestSpec.shell("id -u; touch /shared/made || echo refused");
    spec.mounts.add(new Mount(shared, "/shared", false));
    assertThat(docker.output(spec)).containsExactly("1001", "refused");
  }

  @Test
  void theMachineIsNeverMounted() {
    assertThatThrownBy(() -> new Mount(Path.of("/"), "/h", true))
        .isInstanceOf(IllegalArgumentException.class);
    for (String source : List.of("/proc", "/sys/fs", "/dev", "/etc", "/var/run/docker.sock")) {
      TestSpec spec = new TestSpec();
      spec.mounts.add(new Mount(Path.of(source), "/h", true));
      assertThatThrownBy(() -> docker.start(spec))
          .as(source)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("may not mount " + source);
    }
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    TestSpec spec = new TestSpec();
    spec.args.addAll(List.of("-c", "for a in \"$@\"; do echo \"$a\"; done", "sh"));
    List<String> hostile = List.of("--privileged", "$(id)", "a b", "; rm -rf /", "`id`");
    spec.args.addAll(hostile);
    assertThat(docker.output(spec)).isEqualTo(hostile);
  }

  private JsonNode inspect(Instance instance) throws Exception {
    return JsonMapper.shared().readTree(docker.raw("/containers/" + instance.id() + "/json"));
  }

  /** What the engine itself fills in, and with which the blueprint has nothing to do. */
  private static final Set<String> ENGINES_OWN =
      Set.of("ConsoleSize", "MaskedPaths", "ReadonlyPaths", "RestartPolicy", "Runtime", "ShmSize");

  /** The host configuration without what is empty, so that engines of several versions agree. */
  private Map<String, String> hostConfig(Instance instance) throws Exception {
    Map<String, String> config = new TreeMap<>();
    for (var entry : inspect(instance).path("HostConfig").properties()) {
      String value =
          entry
              .getValue()
              .toString()
              .replace(docker.installation, "INSTALLATION")
              .replace(shared.toString(), "SHARED");
      boolean empty = Set.of("null", "[]", "{}", "\"\"", "0", "false").contains(value);
      if (!empty && !ENGINES_OWN.contains(entry.getKey())) {
        config.put(entry.getKey(), value);
      }
    }
    return config;
  }

  /** A VOLUME of the image's has become a bounded scratch folder, and nothing else. */
  private static Map<String, String> withoutScratch(Map<String, String> config) {
    String options = "rw,noexec,nosuid,nodev,size=64m,mode=1777,uid=1001,gid=1001";
    String scratch = "\"/imagevolume\":\"" + options + "\",";
    assertThat(config.get("Tmpfs")).contains(scratch);
    config.computeIfPresent("Tmpfs", (_, tmpfs) -> tmpfs.replace(scratch, ""));
    return config;
  }

  private static Map<String, String> golden(String file) throws Exception {
    Map<String, String> config = new TreeMap<>();
    try (var in =
        Objects.requireNonNull(HardeningDockerTest.class.getResourceAsStream("/engine/" + file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonMapper.shared()
          .readTree(text)
          .properties()
          .forEach(entry -> config.put(entry.getKey(), entry.getValue().toString()));
    }
    return config;
  }
}
