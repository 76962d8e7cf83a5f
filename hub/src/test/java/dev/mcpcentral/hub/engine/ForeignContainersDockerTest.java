package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static dev.mcpcentral.hub.engine.DockerFixture.exit;
import static dev.mcpcentral.hub.engine.DockerFixture.reader;
import static dev.mcpcentral.hub.engine.DockerFixture.stdio;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Discovery;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that somebody else starts, on a real engine. */
@Tag("docker")
@Timeout(120)
final class ForeignContainersDockerTest {
  @TempDir Path home;
  @TempDir Path otherHome;
  private DockerFixture docker;
  private DockerFixture otherHub;
  private final List<String> started = new ArrayList<>();
  private final List<Discoveries> following = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
    otherHub = new DockerFixture(otherHome);
  }

  @AfterEach
  void close() {
    following.forEach(Discoveries::close);
    started.forEach(docker.api::remove);
    releaseClaims(docker);
    releaseClaims(otherHub);
    docker.close();
    otherHub.close();
  }

  private static void releaseClaims(DockerFixture hub) {
    new Claims(hub.api, hub.installation).releaseAll();
  }

  private String run(String script, UnaryOperator<CreateContainerCmd> shape) {
    String image = ((Workload.Image) docker.busybox()).id();
    String name = "mcp-central-foreign-" + docker.installation + "-" + started.size();
    docker.api.run(
        "start a container of somebody else's",
        engine -> {
          CreateContainerCmd create =
              engine
                  .createContainerCmd(image)
                  .withName(name)
                  .withStdinOpen(true)
                  .withCmd("/bin/sh", "-c", script);
          started.add(name);
          engine.startContainerCmd(shape.apply(create).exec().getId()).exec();
        });
    return name;
  }

  private static ServerSpec spec(String container) {
    return ServerSpec.of(new ServerName("foreign"), new Source.Container(container));
  }

  private static Instance connect(DockerFixture hub, String container) {
    return hub.engine.start(
        new Launch(spec(container), new Workload.Container(container), List.of(), Map.of()));
  }

  private ContainerFacts facts(String container) {
    return new ContainerInspection(docker.api).of(container).orElseThrow();
  }

  private Sightings follow(DockerFixture hub) throws Exception {
    Sightings sightings = new Sightings(docker.installation);
    Discoveries discoveries = hub.engine.discoveries().orElseThrow();
    following.add(discoveries);
    discoveries.start(() -> new DiscoveryTerms(Discovery.ALL, Set.of(), Set.of()), sightings);
    return sightings;
  }

  @Test
  void processThatRanAlreadyIsStartedAnewAndNothingOfItIsLost() throws Exception {
    String name = run("echo hello; exec cat", create -> create);
    String before = facts(name).process();
    try (Instance instance = connect(docker, name)) {
      var lines = reader(instance);
      assertThat(lines.readLine()).isEqualTo("hello");
      stdio(instance).stdin().write("{}\n".getBytes(UTF_8));
      assertThat(lines.readLine()).isEqualTo("{}");
      assertThat(facts(name).process()).isNotEqualTo(before);
    }
    assertThat(facts(name).alive()).as("the hub has let go of it, and it runs on").isTrue();
    assertThat(docker.logs.tail(new ServerName("foreign"), 10))
        .anySatisfy(line -> assertThat(line).contains("stopped and started again"));
  }

  @Test
  void processThatWasSeenToStartIsSpokenToAsItIs() throws Exception {
    Sightings sightings = follow(docker);
    String name = run("exec cat", create -> create.withLabels(Map.of("mcp.server", "foreign")));
    eventually("it is found", () -> sightings.names().contains(name));
    String before = facts(name).process();
    try (Instance instance = connect(docker, name)) {
      stdio(instance).stdin().write("{}\n".getBytes(UTF_8));
      assertThat(reader(instance).readLine()).isEqualTo("{}");
    }
    assertThat(facts(name).process()).isEqualTo(before);
    try (Instance again = connect(docker, name)) {
      assertThat(again.id()).isEqualTo(facts(name).id());
      assertThat(facts(name).process()).as("it had been spoken to").isNotEqualTo(before);
    }
  }

  @Test
  void endOfItsProcessIsToldAndTheContainerStays() throws Exception {
    String name = run("read line; exit 7", create -> create);
    try (Instance instance = connect(docker, name)) {
      stdio(instance).stdin().write("end\n".getBytes(UTF_8));
      assertThat(exit(instance).code()).isEqualTo(7);
    }
    assertThat(facts(name).alive()).isFalse();
    assertThatThrownBy(() -> connect(docker, name)).hasMessageContaining("does not run");
  }

  @Test
  void containerStartedWithRmIsNeverStoppedByUs() {
    String name =
        run("exec cat", create -> create.withHostConfig(new HostConfig().withAutoRemove(true)));
    assertThatThrownBy(() -> connect(docker, name)).hasMessageContaining("--rm");
    assertThat(facts(name).alive()).isTrue();
  }

  @Test
  void whatCannotBeSpokenToIsRefusedWithItsReason() {
    String closed = run("sleep 60", create -> create.withStdinOpen(false));
    assertThatThrownBy(() -> connect(docker, closed)).hasMessageContaining("open standard input");
    String terminal = run("sleep 60", create -> create.withTty(true));
    assertThatThrownBy(() -> connect(docker, terminal)).hasMessageContaining("terminal");
    assertThatThrownBy(() -> connect(docker, "mcp-central-no-such-container"))
        .hasMessageContaining("there is no container");
    assertThat(facts(closed).alive()).isTrue();
  }

  @Test
  void labelOfTheImageIsNotTheContainers() throws Exception {
    String evil = docker.image(List.of("mcp.server=evil", "mcp.port=22"), List.of());
    String name = "mcp-central-foreign-" + docker.installation + "-evil";
    started.add(name);
    docker.api.run(
        "start a container of a hostile image",
        engine ->
            engine
                .startContainerCmd(
                    engine
                        .createContainerCmd(evil)
                        .withName(name)
                        .withStdinOpen(true)
                        .withLabels(Map.of("mcp.port", "22", "mcp.path", "/own"))
                        .withCmd("/bin/sh", "-c", "exec cat")
                        .exec()
                        .getId())
                .exec());
    assertThat(facts(name).labels()).containsExactly(Map.entry("mcp.path", "/own"));
    assertThat(facts(name).fromImage()).containsExactlyInAnyOrder("mcp.server", "mcp.port");
    Sightings sightings = follow(docker);
    eventually("it is passed over", () -> sightings.reason(name).contains("image's labels"));
    assertThat(sightings.names()).isEmpty();
  }

  @Test
  void hardeningThatIsMissingIsNamed() {
    HostConfig loose =
        new HostConfig().withBinds(com.github.dockerjava.api.model.Bind.parse("/tmp:/host"));
    String name = run("exec cat", create -> create.withHostConfig(loose));
    assertThat(docker.engine.look(name).lacks())
        .contains(
            "it runs as root",
            "it keeps the engine's default capabilities",
            "its root file system is writable",
            "it may gain privileges (no no-new-privileges)",
            "it has folders of this machine mounted",
            "it has no memory limit")
        .doesNotContain("it is privileged", "it uses the machine's own network");
  }

  @Test
  void firstOfTwoHubsHasItUntilItEnds() throws Exception {
    String name = run("exec cat", create -> create.withLabels(Map.of("mcp.server", "foreign")));
    Sightings first = follow(docker);
    eventually("the first hub has it", () -> first.names().contains(name));
    Sightings second = follow(otherHub);
    eventually(
        "the second hub says who has it",
        () -> second.reason(name).contains("taken by another hub: " + docker.installation));
    assertThatThrownBy(() -> connect(otherHub, name)).hasMessageContaining("taken by another hub");
    following.getFirst().close();
    eventually("the second hub has it", () -> second.names().contains(name));
  }

  @Test
  void claimOfAContainerThatIsGoneIsRemovedWhoeverMadeIt() throws Exception {
    String name = run("exec cat", create -> create);
    String id = facts(name).id();
    assertThat(new Claims(otherHub.api, otherHub.installation).claim(id)).isEmpty();
    docker.api.remove(id);
    Claims claims = new Claims(docker.api, docker.installation);
    assertThat(claims.all()).containsKey(id.substring(0, 12));
    follow(docker);
    eventually("the claim is gone", () -> !claims.all().containsKey(id.substring(0, 12)));
  }

  @Test
  void onlyOneOfManyClaimsAtOnceWins() throws Exception {
    String id = facts(run("exec cat", create -> create)).id();
    List<Boolean> won = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> hubs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Claims claims = new Claims(docker.api, docker.installation + i);
      hubs.add(Thread.ofVirtual().start(() -> won.add(claims.claim(id).isEmpty())));
    }
    for (Thread hub : hubs) {
      hub.join();
    }
    for (int i = 0; i < 8; i++) {
      new Claims(docker.api, docker.installation + i).releaseAll();
    }
    assertThat(won).hasSize(8).containsOnlyOnce(true);
  }

  /** The newest sighting, of this test's containers only. */
  private static final class Sightings implements java.util.function.Consumer<Sighting> {
    private final String mark;
    private volatile Sighting newest = Sighting.NOTHING;

    Sightings(String mark) {
      this.mark = mark;
    }

    @Override
    public void accept(Sighting sighting) {
      newest = sighting;
    }

    List<String> names() {
      return newest.found().stream()
          .map(found -> ((Source.Container) found.spec().source()).name())
          .filter(name -> name.contains(mark))
          .toList();
    }

    String reason(String container) {
      return newest.passedOver().stream()
          .filter(one -> one.container().equals(container))
          .map(Sighting.PassedOver::reason)
          .findFirst()
          .orElse("");
    }
  }
}
