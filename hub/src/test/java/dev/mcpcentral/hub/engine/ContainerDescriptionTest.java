package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.mcpcentral.hub.spec.Mount;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the hub asks of an engine is what others are told of it. */
class ContainerDescriptionTest {
  private static final String IMAGE = "sha256:" + "0".repeat(64);

  /** Taken over by {@link ContainerDescription}. */
  private static final Set<String> DESCRIBED =
      Set.of(
          "getReadonlyRootfs",
          "getTmpFs",
          "getCapDrop",
          "getSecurityOpts",
          "getPidsLimit",
          "getMemory",
          "getMemorySwap",
          "getNanoCPUs",
          "getUlimits",
          "getInit",
          "getIpcMode",
          "getLogConfig",
          "getMounts");

  /**
   * Left to whoever runs it, or what every container is without being asked; the name space of
   * control groups has no word in Compose 1.29.
   */
  private static final Set<String> LEFT =
      Set.of(
          "getNetworkMode",
          "getRestartPolicy",
          "getCgroupnsMode",
          "getPrivileged",
          "getAutoRemove",
          "getPublishAllPorts");

  private static CreateContainerCmd shaped(TestSpec spec) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///nonexistent.sock")
            .build();
    var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
    Launch launch = spec.launch(new Workload.Image(IMAGE));
    return new ContainerBlueprint(
            new Naming("testtest"),
            "x",
            launch,
            RunAs.DEFAULT,
            Optional.empty(),
            launch.spec().mounts(),
            Confided.NOTHING,
            Resolution.ENGINES_OWN)
        .shape(
            DockerClientImpl.getInstance(config, http).createContainerCmd(IMAGE),
            new ContainerConfig(),
            "none");
  }

  @Test
  void nothingOfTheHardeningIsForgotten() throws ReflectiveOperationException {
    HostConfig host = shaped(new TestSpec()).getHostConfig();
    List<String> asked = new ArrayList<>();
    for (Method method : HostConfig.class.getMethods()) {
      boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
      if (getter && method.getDeclaringClass() == HostConfig.class && isSet(method.invoke(host))) {
        asked.add(method.getName());
      }
    }
    assertThat(asked).containsAll(DESCRIBED);
    assertThat(asked).allMatch(name -> DESCRIBED.contains(name) || LEFT.contains(name));
  }

  private static boolean isSet(@org.jspecify.annotations.Nullable Object value) {
    return value != null && !(value instanceof Object[] array && array.length == 0);
  }

  @Test
  void itSaysWhatTheHubWouldStart() {
    TestSpec spec = TestSpec.shell("true");
    spec.env.put("A", "b=c");
    spec.mounts.add(new Mount(Path.of("/srv"), "/in", true));
    ContainerDescription described = ContainerDescription.of(shaped(spec));
    assertThat(described.image()).isEqualTo(IMAGE);
    assertThat(described.entrypoint()).containsExactly("/bin/sh");
    assertThat(described.command()).containsExactly("-c", "true");
    assertThat(described.environment()).containsEntry("A", "b=c").containsEntry("HOME", "/tmp");
    assertThat(described.user()).isEqualTo("1001:1001");
    assertThat(described.readOnly()).isTrue();
    assertThat(described.capabilitiesDropped()).containsExactly("ALL");
    assertThat(described.memoryBytes())
        .isEqualTo(described.memorySwapBytes())
        .isEqualTo(128L << 20);
    assertThat(described.cpus()).isEqualTo(0.5);
    assertThat(described.ulimits()).isEqualTo(Map.of("nofile", 256L, "core", 0L));
    assertThat(described.logDriver()).isEqualTo("none");
    assertThat(described.binds())
        .containsExactly(new ContainerDescription.Bind("/srv", "/in", true));
    assertThat(described.toString()).doesNotContain("b=c");
  }
}
