package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.Volume;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** What each risk level makes of a container, as the engine itself tells it. */
@Tag("docker")
@Timeout(60)
final class LevelsDockerTest {
  private static final ServerName PROBE = new ServerName("probe");

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

  private void waive(LocalDate expires) {
    docker.waivers.clear();
    docker.waivers.add(new Waiver(PROBE, Runtimes.FINDING, "these tests", expires));
  }

  private TestSpec at(RiskLevel level) {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.risk = level;
    spec.mounts.add(new Mount(shared, "/shared", true));
    spec.volumes.add(new Volume("data", "/data"));
    return spec;
  }

  private Inspected inspect(Instance instance) throws IOException {
    return new Inspected(docker, instance, Map.of(shared.toString(), "SHARED"));
  }

  @ParameterizedTest
  @EnumSource(RiskLevel.class)
  void aContainerIsExactlyTheGoldenOne(RiskLevel level) throws Exception {
    waive(LocalDate.MAX);
    TestSpec spec = at(level);
    try (Instance instance = docker.start(spec)) {
      Inspected inspected = inspect(instance);
      SortedMap<String, String> seen = inspected.section("HostConfig");
      seen.putAll(inspected.section("Config"));
      assertThat(seen.put("HostConfig.Runtime", level == RiskLevel.HIGH ? "isolating" : "usual"))
          .isEqualTo(runtime(spec));
      assertThat(seen).isEqualTo(Golden.of(level));
      assertThat(inspected.at("/NetworkSettings/Ports").isEmpty()).isTrue();
      assertThat(inspected.at("/NetworkSettings/Networks").propertyNames()).containsExactly("none");
      assertThat(inspected.at("/Mounts")).hasSize(2);
    }
  }

  /** The engine's usual one, too, where an isolating one is waived. */
  private String runtime(TestSpec spec) throws IOException {
    return docker.engine.isolation(spec.build()) instanceof Isolation.Isolated(String name)
        ? name
        : JsonMapper.shared().readTree(docker.raw("/info")).path("DefaultRuntime").asString();
  }

  @Test
  void aDeclaredLimitChangesThatLimitAlone() throws Exception {
    TestSpec spec = at(RiskLevel.LOW);
    spec.limits =
        new DeclaredLimits(
            Optional.of(96L << 20),
            Optional.empty(),
            Optional.empty(),
            Optional.of(512),
            Optional.empty());
    try (Instance instance = docker.start(spec)) {
      SortedMap<String, String> expected = Golden.of(RiskLevel.LOW, "HostConfig");
      expected.put("HostConfig.Memory", "100663296");
      expected.put("HostConfig.MemorySwap", "100663296");
      expected.computeIfPresent(
          "HostConfig.Ulimits",
          (_, limits) -> limits.replace(":256,", ":512,").replace(":256}", ":512}"));
      SortedMap<String, String> seen = inspect(instance).section("HostConfig");
      seen.put("HostConfig.Runtime", "usual");
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void highRiskIsStartedOnlyWhereItIsIsolatedOrWaived() throws Exception {
    TestSpec spec = at(RiskLevel.HIGH);
    boolean isolated = docker.engine.isolation(spec.build()) instanceof Isolation.Isolated;
    if (!isolated) {
      assertThatThrownBy(() -> docker.start(spec))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("needs an isolating runtime, which this engine does not have");
      waive(LocalDate.now(java.time.ZoneId.systemDefault()).minusDays(1));
      assertThatThrownBy(() -> docker.start(spec)).hasMessageContaining("its waiver expired after");
      assertThat(docker.containers()).isEmpty();
      waive(LocalDate.MAX);
    }
    try (Instance instance = docker.start(spec)) {
      assertThat(inspect(instance).at("/State/Running").booleanValue()).isTrue();
    }
  }

  @Test
  void whatNobodyHasEnabledIsTriedWithoutNetworkSecretsOrAnythingToWrite() throws Exception {
    TestSpec spec = TestSpec.shell("exec cat");
    spec.enabled = false;
    spec.grants.add(Grant.SHELL);
    spec.network = Network.OPEN;
    spec.env.put("API_TOKEN", "not-for-a-trial");
    spec.env.put("LANGUAGE", "en");
    spec.mounts.add(new Mount(shared, "/shared", false));
    try (Instance instance = docker.start(spec)) {
      Inspected inspected = inspect(instance);
      assertThat(inspected.at("/HostConfig/NetworkMode").asString()).isEqualTo("none");
      assertThat(inspected.at("/Config/Env").toString())
          .contains("LANGUAGE=en")
          .doesNotContain("API_TOKEN", "not-for-a-trial");
      assertThat(inspected.at("/HostConfig/Mounts/0/ReadOnly").booleanValue()).isTrue();
      assertThat(inspected.at("/Config/Labels").path("mcp.governance.level").asString())
          .isEqualTo("high");
    }
  }

  @Test
  void eachServerWithANetworkHasItsOwnAndItGoesWithTheServer() throws Exception {
    TestSpec one = at(RiskLevel.MEDIUM);
    one.network = Network.OPEN;
    TestSpec other = at(RiskLevel.MEDIUM);
    other.name = "other";
    other.network = Network.OPEN;
    String prefix = "mcp-central-" + docker.installation;
    try (Instance first = docker.start(one);
        Instance second = docker.start(other)) {
      assertThat(inspect(first).at("/HostConfig/NetworkMode").asString())
          .isEqualTo(prefix + "-probe.open");
      assertThat(inspect(second).at("/HostConfig/NetworkMode").asString())
          .isEqualTo(prefix + "-other.open");
    }
    DockerFixture.eventually("the networks' end", () -> networks(prefix).isEmpty());
  }

  private List<String> networks(String prefix) {
    return docker
        .api
        .call("list networks", api -> api.listNetworksCmd().withNameFilter(prefix).exec())
        .stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .toList();
  }
}
