package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code mcp-central compose} writes, started by Debian's {@code docker-compose}: the same
 * servers, the same hardening, and two projects beside each other and beside the plain hub.
 */
@NeedsCompose
@Timeout(300)
class ComposeTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What of HostConfig decides how well a server is kept apart. */
  private static final List<String> HARDENING =
      List.of(
          "ReadonlyRootfs",
          "Privileged",
          "CapAdd",
          "SecurityOpt",
          "PidsLimit",
          "Memory",
          "MemorySwap",
          "NanoCpus",
          "NetworkMode",
          "Init",
          "IpcMode",
          "PidMode",
          "UTSMode",
          "UsernsMode",
          "Tmpfs",
          "Devices",
          "DeviceCgroupRules",
          "GroupAdd",
          "Binds",
          "Links",
          "ExtraHosts",
          "VolumesFrom",
          "PortBindings",
          "PublishAllPorts");

  /** Nobody listens there: the engine has the images. A name of this run's own. */
  private static final String REGISTRY = "localhost:" + Ports.free();

  @TempDir static Path directory;
  private static HubProcess plain;
  private static ComposeProject one;
  private static ComposeProject two;
  private static JsonNode images;

  @BeforeAll
  static void startThreeHubs() throws IOException {
    Path workspace = directory.resolve("hub/workspace");
    Files.createDirectories(workspace.resolveSibling(""));
    SixServers.ownedFolder(workspace);
    plain = new HubProcess(directory.resolve("hub"), Map.of(), "");
    plain.writeConfiguration(
        "auth: {anonymous: loopback}\nregistry: {address: \"" + REGISTRY + "\"}\n",
        servers(workspace));
    plain.start();
    SixServers.awaitServers(plain, List.of("well", "writer"), LIMIT);
    images = plain.json("images");
    String run = Long.toString(System.nanoTime(), 36);
    one = new ComposeProject(plain, "mcptest-one-" + run).up();
    two = new ComposeProject(plain, "mcptest-two-" + run).up();
    Stream.of(one, two)
        .forEach(project ->
            Await.until(LIMIT, () -> "all tools: " + project.log(), () -> same(project.tools())));
  }

  private static boolean same(List<String> tools) {
    return tools.equals(plainTools());
  }

  private static String servers(Path workspace) {
    return OddServers.server("well", "well")
        + OddServers.server("writer", "well")
        + """
            mounts: [{source: %s, target: /workspace, mode: rw}]
            volumes: [{name: notes, target: /notes}]
            env: {API_TOKEN: %s}
            limits: {memory: 200m, cpus: 0.5, pids: 64}
        """
            .formatted(workspace, "ghp_0123456789abcdefghij");
  }

  @AfterAll
  static void stopAll() {
    Stream.of(one, two).filter(project -> project != null).forEach(ComposeProject::close);
    if (plain != null) {
      plain.close();
      removeImages();
    }
  }

  private static void removeImages() {
    Containers.docker(
            "images", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=" + image("*"))
        .out()
        .lines()
        .forEach(name -> Containers.docker("rmi", name));
  }

  private static String image(String name) {
    return REGISTRY + "/idp/" + name;
  }

  private static List<String> plainTools() {
    return Catalog.of(plain.mcp()).names().stream()
        .filter(tool -> !tool.startsWith("central__"))
        .sorted()
        .toList();
  }

  @Test
  void theSameToolsAreListedAndCalled() {
    assertThat(one.tools()).isEqualTo(plainTools()).contains("well__echo", "writer__write");
    assertThat(one.call("well__echo", Map.of("text", "hello"))).isEqualTo("hello");
    assertThat(ModernRequest.call("well__echo", Map.of("text", "hello")).send(plain.mcp()).text())
        .isEqualTo("hello");
  }

  @Test
  void theSameDistributionGivesTheSameImages() {
    assertThat(images.path("images")).hasSize(2);
    assertThat(plain.json("images")).isEqualTo(images);
  }

  @Test
  void nobodyComesInWithoutAToken() {
    assertThat(ModernRequest.of("tools/list").send(one.mcp()).status()).isEqualTo(401);
  }

  @Test
  void mountsAndVolumesAreWritableAndNothingElse() {
    for (String folder : List.of("/workspace", "/notes", "/tmp")) {
      assertThat(one.call("writer__write", Map.of("path", folder + "/x"))).isEqualTo("done");
    }
    assertThat(one.call("writer__write", Map.of("path", "/x"))).isIn("EROFS", "EACCES");
    assertThat(directory.resolve("hub/workspace/x")).exists();
  }

  @Test
  void theHardeningIsThatOfTheHubsOwnContainers() {
    for (String server : List.of("well", "writer")) {
      JsonNode ours = containerOfPlainHub(server);
      JsonNode composed = Containers.inspect(one.container(server));
      assertThat(hardening(composed)).isEqualTo(hardening(ours));
      assertThat(composed.path("HostConfig").path("NetworkMode").asString("")).isEqualTo("none");
      JsonNode labels = composed.path("Config").path("Labels");
      assertThat(labels.path("mcp.governance.level"))
          .isEqualTo(ours.path("Config").path("Labels").path("mcp.governance.level"));
      assertThat(labels.path("mcp.governance.audit").asString("")).isEqualTo("true");
    }
  }

  private static JsonNode containerOfPlainHub(String server) {
    ModernRequest.call(server + "__echo", Map.of("text", "awake")).send(plain.mcp());
    return Containers.inspect(
        plain.server(plain.json("status"), server).path("instance").asString(""));
  }

  /** Absent, null and empty are the same to an engine; so is the order of limits. */
  private static JsonNode hardening(JsonNode inspected) {
    ObjectNode found = Json.object();
    JsonNode host = inspected.path("HostConfig");
    for (String key : HARDENING) {
      JsonNode value = host.path(key);
      boolean nothing =
          value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty());
      found.put(key, nothing ? "" : value.toString());
    }
    found.put("CapDrop", host.path("CapDrop").toString().toLowerCase(java.util.Locale.ROOT));
    found.put("LogDriver", host.path("LogConfig").path("Type").asString(""));
    found.put(
        "Ulimits",
        host.path("Ulimits").valueStream().map(JsonNode::toString).sorted().toList().toString());
    JsonNode config = inspected.path("Config");
    found.put("User", config.path("User").asString(""));
    found.put("Tty", config.path("Tty").asBoolean());
    found.put("Healthcheck", config.path("Healthcheck").path("Test").toString());
    return found;
  }

  @Test
  void secretsAreFilesInAClosedFolderAndTheEngineDoesNotKnowThem() throws IOException {
    Path secrets = one.folder().resolve("secrets");
    assertThat(Files.getPosixFilePermissions(secrets))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(secrets.resolve("mcp_hub_token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(one.file())).doesNotContain("ghp_", "mcpc_");
    assertThat(Files.readString(secrets.resolve("writer/API_TOKEN")))
        .isEqualTo("ghp_0123456789abcdefghij");
    String writer = one.container("writer");
    assertThat(Containers.inspect(writer).toString()).doesNotContain("ghp_0123456789abcdefghij");
    long init = Containers.inspect(writer).path("State").path("Pid").asLong();
    assertThat(ProcessHandle.of(init).orElseThrow().descendants())
        .as("the server is what the entry has become, with the variable")
        .anyMatch(server -> environment(server).contains("API_TOKEN=ghp_0123456789abcdefghij"));
  }

  private static String environment(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theHubIsHealthyByItsOwnCheckAndHasNoRights() {
    JsonNode hub = Containers.inspect(one.container("mcp-hub"));
    assertThat(hub.path("HostConfig").path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(hub.path("HostConfig").path("CapDrop").toString()).contains("ALL");
    assertThat(hub.path("Config").path("User").asString("")).isEqualTo("1001:1001");
    hub.path("HostConfig")
        .path("PortBindings")
        .forEach(binding ->
            assertThat(binding.path(0).path("HostIp").asString("")).isEqualTo("127.0.0.1"));
    Await.until(
        LIMIT,
        () -> "healthy",
        () ->
            Containers.inspect(one.container("mcp-hub"))
                .path("State")
                .path("Health")
                .path("Status")
                .asString("")
                .equals("healthy"));
  }

  @Test
  void onlyTheLauncherHasTheEnginesSocket() {
    JsonNode hub = Containers.inspect(one.container("mcp-hub"));
    assertThat(hub.path("Mounts").toString()).doesNotContain("docker.sock");
    assertThat(hub.path("HostConfig").path("Binds").toString()).doesNotContain("docker.sock");
    assertThat(hub.path("HostConfig").path("GroupAdd").size()).isZero();
    assertThat(hub.path("NetworkSettings").path("Networks").propertyNames())
        .containsExactlyInAnyOrder(one.name() + "_mcp-public", one.name() + "_mcp-internal");
    JsonNode launcher = Containers.inspect(one.container("mcp-launcher"));
    assertThat(launcher.path("Mounts").toString()).contains("/var/run/docker.sock");
    assertThat(launcher.path("HostConfig").path("CapDrop").toString()).contains("ALL");
    assertThat(launcher.path("HostConfig").path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(launcher.path("HostConfig").path("PortBindings").size()).isZero();
  }

  @Test
  void aHubWhoseLauncherIsKilledStaysUpAndRecovers() {
    Containers.docker("kill", two.container("mcp-launcher"));
    Await.until(
        LIMIT,
        () -> "the hub says what is missing: " + two.log(),
        () -> two.status().path("engineTrouble").asString("").contains("launcher"));
    Containers.docker("start", two.container("mcp-launcher"));
    Await.until(
        LIMIT,
        () -> "servers answer again: " + two.log(),
        () -> {
          try {
            return two.call("well__echo", Map.of("text", "again")).equals("again");
          } catch (java.io.UncheckedIOException | AssertionError notYet) {
            return false;
          }
        });
  }

  @Test
  void theClaudeDesktopEntryOfThePlanWorksAgainstAPlainHub() {
    Product.Finished seen =
        bridge(List.of("-e", "MCP_HUB_URL=" + plain.bridge().resolve("/")), "well__echo");
    assertThat(text(seen)).as("%s", seen).isEqualTo("by image");
  }

  @Test
  void theBridgeReachesAComposedHubWithItsToken() {
    Product.Finished seen =
        bridge(
            List.of("-e", "MCP_HUB_URL=" + one.bridge(), "-e", "MCP_HUB_TOKEN=" + one.token()),
            "well__echo");
    assertThat(text(seen)).as("%s", seen).isEqualTo("by image");
  }

  private static Product.Finished bridge(List<String> environment, String tool) {
    var command =
        Stream.of(
                List.of("docker", "run", "--rm", "-i", "--network", "host"),
                environment,
                List.of(image("mcp-bridge:latest")))
            .flatMap(List::stream)
            .toList();
    String call = ModernRequest.call(tool, Map.of("text", "by image")).body();
    return Product.run(command, directory, Map.of(), call + "\n", LIMIT);
  }

  private static String text(Product.Finished seen) {
    return Json.parse(seen.out()).path("result").path("content").path(0).path("text").asString("");
  }

  @Test
  void twoProjectsAndThePlainHubLeaveEachOtherAlone() {
    String others = two.containers();
    one.run("stop", "--timeout", "10");
    try {
      assertThat(two.containers()).isEqualTo(others);
      assertThat(two.call("well__echo", Map.of("text", "still here"))).isEqualTo("still here");
      assertThat(plainTools()).contains("well__echo");
      assertThat(two.log()).doesNotContain(one.container("well"));
    } finally {
      one.run("start");
    }
    Await.until(
        LIMIT,
        () -> "the first project is back: " + one.log(),
        () -> {
          try {
            return one.call("well__echo", Map.of("text", "back")).equals("back");
          } catch (java.io.UncheckedIOException | AssertionError notYet) {
            return false;
          }
        });
    assertThat(two.containers()).isEqualTo(others);
  }
}
