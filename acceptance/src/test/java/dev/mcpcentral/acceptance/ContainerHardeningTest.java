package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the engine itself says about our containers, and what their processes find. */
@NeedsEngine
@ExtendWith(SharedHubs.class)
class ContainerHardeningTest {
  private final HubProcess hub;

  ContainerHardeningTest(OddServers.InContainers servers) {
    hub = servers.hub();
  }

  private String call(String tool, Map<String, ?> arguments) {
    return ModernRequest.call(tool, arguments).send(hub.mcp()).text();
  }

  private JsonNode container() {
    assertThat(call("well__echo", Map.of("text", "awake"))).isEqualTo("awake");
    String instance = hub.server(hub.json("status"), "well").path("instance").asString("");
    assertThat(instance).isNotEmpty();
    return Containers.inspect(instance);
  }

  @Test
  void theContainerIsHardened() {
    JsonNode inspected = container();
    JsonNode host = inspected.path("HostConfig");
    assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(host.path("Privileged").asBoolean(true)).isFalse();
    assertThat(host.path("Init").asBoolean(false)).isTrue();
    assertThat(host.path("CapDrop").toString()).containsIgnoringCase("ALL");
    assertThat(host.path("CapAdd").size()).isZero();
    assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
    assertThat(host.path("NetworkMode").asString("")).isEqualTo("none");
    assertThat(host.path("LogConfig").path("Type").asString("")).isEqualTo("none");
    assertThat(host.path("PidsLimit").asInt()).isBetween(1, 4096);
    assertThat(host.path("Memory").asLong()).isPositive();
    assertThat(host.path("NanoCpus").asLong() + host.path("CpuQuota").asLong()).isPositive();
    assertThat(inspected.path("Config").path("User").asString("")).startsWith("1001");
    JsonNode labels = inspected.path("Config").path("Labels");
    assertThat(labels.path("mcp.server").asString("")).isEqualTo("well");
    assertThat(labels.path("mcp.governance.level").asString("")).isEqualTo("low");
    assertThat(labels.path("mcp.installation").asString("")).isNotEmpty();
  }

  @Test
  void theProcessFindsItselfConfined() {
    assertThat(call("well__whoami", Map.of())).isEqualTo("1001");
    for (String path : List.of("/x", "/usr/x", "/etc/x")) {
      assertThat(call("well__write", Map.of("path", path))).isIn("EROFS", "EACCES");
    }
    assertThat(call("well__write", Map.of("path", "/tmp/x"))).isEqualTo("done");
    assertThat(call("well__connect", Map.of("host", "127.0.0.1", "port", hub.mcpPort())))
        .isEqualTo("ECONNREFUSED");
    assertThat(call("well__connect", Map.of("host", "172.17.0.1", "port", hub.mcpPort())))
        .isNotEqualTo("done");
  }

  @Test
  void listingStartsNothing() {
    String before = containersOfMany();
    Catalog.of(hub.mcp());
    assertThat(containersOfMany()).isEqualTo(before);
  }

  private static String containersOfMany() {
    return Containers.labelled("mcp.server=many").toString();
  }
}
