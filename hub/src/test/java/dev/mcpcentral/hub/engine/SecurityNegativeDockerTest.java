package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Threats T1 and T12 of the threat model, as far as they end in a container. */
@Tag("docker")
@Timeout(60)
final class SecurityNegativeDockerTest {
  private static final List<String> HOSTILE_LABELS =
      List.of(
          "io.docker.server.metadata=name: x\nvolumes: ['/:/host']\nuser: root\ncommand: [sh, -c, id]",
          "mcp.server=other",
          "mcp.installation=somebodyelse",
          "mcp.governance.level=low",
          "mcp.governance.audit=false",
          "mcp.launch=sha256:0000000000000000000000000000000000000000000000000000000000000000",
          "mcp.privileged=true",
          "mcp.volumes=/:/host",
          "com.docker.compose.project=victim",
          "com.docker.compose.service=proxy",
          "traefik.enable=true",
          "traefik.http.routers.x.rule=Host(`admin.example.com`)",
          "com.centurylinklabs.watchtower.enable=true");

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

  private TestSpec spec() {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.mounts.add(new Mount(shared, "/shared", true));
    spec.volumes.add(new Volume("data", "/data"));
    return spec;
  }

  private Inspected inspect(Instance instance) throws IOException {
    return new Inspected(docker, instance, Map.of(shared.toString(), "SHARED"));
  }

  /** The golden one, but for the scratch folders that stand for volumes of the image. */
  private static void assertGolden(Inspected inspected, String... scratch) {
    SortedMap<String, String> seen = inspected.section("HostConfig");
    for (String path : scratch) {
      String folder =
          "\"%s\":\"rw,noexec,nosuid,nodev,size=16777216,mode=1777,uid=1001,gid=1001\""
              .formatted(path);
      assertThat(seen.get("HostConfig.Tmpfs")).contains(folder);
      seen.computeIfPresent(
          "HostConfig.Tmpfs", (_, all) -> all.replace(folder + ",", "").replace("," + folder, ""));
    }
    seen.put("HostConfig.Runtime", "usual");
    assertThat(seen).isEqualTo(Golden.of(RiskLevel.LOW, "HostConfig"));
    assertThat(inspected.at("/NetworkSettings/Ports").isEmpty()).isTrue();
    // Nothing but what was declared: a volume that an engine makes by itself has a long name.
    assertThat(inspected.at("/Mounts"))
        .noneMatch(mount -> mount.path("Name").asString("").length() == 64);
  }

  /**
   * The image says root, privileged things, a VOLUME, a port, and an entry point that is a shell.
   */
  @Test
  void t1AnImagesLabelsUserVolumesAndEntryPointShapeNothing() throws Exception {
    String image = docker.image(HOSTILE_LABELS, List.of("/imagevolume"));
    try (Instance instance = docker.engine.start(spec().launch(new Workload.Image(image)))) {
      Inspected inspected = inspect(instance);
      assertGolden(inspected, "/imagevolume");
      assertThat(inspected.at("/Config/User").asString()).isEqualTo("1001:1001");
      assertThat(inspected.at("/Config/Entrypoint").toString()).isEqualTo("[\"/bin/sh\"]");
      assertThat(inspected.at("/Config/Cmd").toString()).isEqualTo("[\"-c\",\"exec cat\"]");
      assertOurLabels(inspected.at("/Config/Labels"));
    }
  }

  private void assertOurLabels(JsonNode labels) {
    assertThat(labels.path("mcp.server").asString()).isEqualTo("probe");
    assertThat(labels.path("mcp.installation").asString()).isEqualTo(docker.installation);
    assertThat(labels.path("mcp.governance.level").asString()).isEqualTo("low");
    assertThat(labels.path("mcp.governance.audit").asString()).isEqualTo("true");
    assertThat(labels.path("mcp.launch").asString()).doesNotContain("00000000");
    labels.properties().stream()
        .filter(label -> !label.getKey().startsWith("mcp.") || label.getKey().equals("mcp.volumes"))
        .forEach(label -> assertThat(label.getValue().asString()).as(label.getKey()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/proc/x", "/sys", "/dev/shm", "relative", "/a/../proc", "/a:/b"})
  void t1AVolumeOfAnImageThatWouldHideTheSystemIsRefused(String volume) throws Exception {
    String image = docker.image(List.of(), List.of(volume));
    Launch launch = spec().launch(new Workload.Image(image));
    assertThatThrownBy(() -> docker.engine.start(launch))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("declares a VOLUME that no server may have");
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void t1AnImageWithoutACommandOfOursGetsNoMoreThanOthers() throws Exception {
    String image = docker.image(List.of(), List.of());
    Launch launch = new Launch(spec().build(), new Workload.Image(image), List.of(), Map.of());
    try (Instance instance = docker.engine.start(launch)) {
      assertGolden(inspect(instance));
    }
  }

  @Test
  void t1ArgumentsThatLookLikeOptionsReachTheProgramAlone() throws Exception {
    TestSpec spec = spec();
    List<String> hostile =
        List.of(
            "--privileged", "-v", "/:/h", "--pid=host", "$(id)", "; id", "`id`", "javascript:x");
    spec.args.addAll(hostile);
    try (Instance instance = docker.start(spec)) {
      Inspected inspected = inspect(instance);
      assertGolden(inspected);
      assertThat(inspected.at("/Config/Cmd").valueStream().map(JsonNode::asString))
          .endsWith(hostile.toArray(String[]::new));
    }
  }

  @Test
  void t1AFolderWhoseNameLooksLikeAMountIsAFolder() throws Exception {
    Path odd = Files.createDirectories(shared.resolve("x:").resolve("h:rw"));
    TestSpec spec = TestSpec.shell("exec cat");
    spec.mounts.add(new Mount(odd, "/shared", true));
    try (Instance instance = docker.start(spec)) {
      JsonNode mounts = inspect(instance).at("/Mounts");
      assertThat(mounts).hasSize(1);
      assertThat(mounts.path(0).path("Source").asString()).isEqualTo(odd.toString());
      assertThat(mounts.path(0).path("RW").booleanValue()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/etc/ssh", "HOME", "HOME/audit", "/"})
  void t12AFolderThatBecameALinkAfterItWasJudgedIsRefused(String target) throws Exception {
    Path folder = Files.createDirectory(shared.resolve("work"));
    TestSpec spec = TestSpec.shell("ls /work");
    spec.mounts.add(new Mount(folder, "/work", true));
    Files.createDirectories(home.resolve("audit"));
    Files.delete(folder);
    Files.createSymbolicLink(folder, Path.of(target.replace("HOME", home.toString())));
    assertThatThrownBy(() -> docker.start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("may not mount " + folder);
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void t12AFolderAboveThatBecameALinkIsRefused() throws Exception {
    Path inner = Files.createDirectories(shared.resolve("a/ssh"));
    TestSpec spec = TestSpec.shell("ls /work");
    spec.mounts.add(new Mount(inner, "/work", true));
    Files.delete(inner);
    Files.delete(inner.getParent());
    Files.createSymbolicLink(shared.resolve("a"), Path.of("/usr"));
    Files.createDirectories(shared.resolve("b"));
    assertThatThrownBy(() -> docker.start(spec)).isInstanceOf(EngineException.class);
    Files.delete(shared.resolve("a"));
    Files.createDirectories(shared.resolve("b/ssh"));
    Files.createSymbolicLink(shared.resolve("a"), shared.resolve("b"));
    assertThatThrownBy(() -> docker.start(spec))
        .hasMessageContaining("it has become a link to " + shared.resolve("b/ssh").toRealPath());
  }
}
