package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("/");
  private ConfigurationFile file = new ConfigurationFile(Path.of("/unset.yaml"), Set.of());

  @BeforeEach
  void place() throws IOException {
    folder = temporary.toRealPath();
    file =
        new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of(folder.resolve("state")));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  private ServerSpec server(String yaml) {
    return file.parseServer(new ServerName("a"), yaml);
  }

  @Test
  void emptyFileMeansTheDefaults() {
    for (String empty : List.of("", "# only a comment\n", "servers:\n", "servers: {}", "{}")) {
      Configuration configuration = file.parse(empty);
      assertThat(configuration.anonymousLoopback()).isFalse();
      assertThat(configuration.allowedHosts()).isEmpty();
      assertThat(configuration.durability()).isEqualTo(Durability.DURABLE);
      assertThat(configuration.imageMirror()).isEmpty();
      assertThat(configuration.servers()).isEmpty();
      assertThat(configuration.listen().all())
          .containsExactly(loopback(3010), loopback(3011), loopback(3012), loopback(3013));
    }
  }

  @Test
  void everyKeyIsRead() {
    Configuration configuration =
        file.parse(
            """
            auth:
              allowed-hosts: [Hub.Example.com]
            listen: {mcp: "0.0.0.0:0", a2a: "[::1]:0", bridge: "localhost:5", admin: "127.0.0.1:6"}
            audit: {durability: async}
            images: {mirror: mirror.example.com:5000/hub}
            registry: {address: "registry.example.com:5001"}
            discovery: own
            waivers: [{server: a, finding: CVE-2026-1, reason: not reached, expires: 2027-01-31}]
            servers:
              a:
                source: pypi:mcp-server-time@1.2.3
                packages: [git]
                risk: high
                review: pending
                enabled: false
                args: [--zone, 8080, true, "x y"]
                mounts: [{source: ./work, target: /work, mode: rw}, {source: /srv/x, target: /x}]
                volumes: [{name: notes, target: /data}]
                env: {PORT: 8080, DEBUG: yes, EMPTY: ""}
                egress: [API.example.com:443, "[2001:db8::1]:80"]
                grants: [shell]
                port: 8080
                path: /api/mcp
                limits: {memory: 1g, cpus: 0.5, pids: 64}
                era: modern
                timeout: 5m
                instances: own
            """);
    assertThat(configuration.allowedHosts()).containsExactly("hub.example.com");
    assertThat(configuration.listen().mcp()).isEqualTo(new InetSocketAddress("0.0.0.0", 0));
    assertThat(configuration.listen().a2a().getAddress().isLoopbackAddress()).isTrue();
    assertThat(configuration.listen().bridge()).isEqualTo(loopback(5));
    assertThat(configuration.durability()).isEqualTo(Durability.ASYNC);
    assertThat(configuration.imageMirror()).contains("mirror.example.com:5000/hub");
    assertThat(configuration.registry())
        .isEqualTo(new RegistryAddress("registry.example.com", 5001));
    assertThat(configuration.discovery()).isEqualTo(Discovery.OWN);
    assertThat(configuration.waivers())
        .containsExactly(
            new Waiver(
                new ServerName("a"), "CVE-2026-1", "not reached", LocalDate.of(2027, 1, 31)));
    List<Egress> egress =
        List.of(new Egress("api.example.com", 443), new Egress("2001:db8::1", 80));
    ServerSpec expected =
        new ServerSpec(
            new ServerName("a"),
            Source.parse("pypi:mcp-server-time@1.2.3", folder),
            List.of("git"),
            new Oversight(RiskLevel.HIGH, false, false),
            List.of("--zone", "8080", "true", "x y"),
            Map.of("PORT", "8080", "DEBUG", "yes", "EMPTY", ""),
            List.of(
                new Mount(folder.resolve("work"), "/work", false),
                new Mount(Path.of("/srv/x"), "/x", true)),
            List.of(new Volume("notes", "/data")),
            new Reach(Network.NONE, egress, Set.of(Grant.SHELL), false),
            OptionalInt.of(8080),
            "/api/mcp",
            DeclaredLimits.of(1L << 30, 0.5, 64),
            EraPin.MODERN,
            Duration.ofMinutes(5),
            Life.of(Instances.SESSION),
            Map.of());
    assertThat(configuration.servers().values()).containsExactly(expected);
  }

  @Test
  void lifeAndSecretsAreRead() {
    ServerSpec spec =
        server(
            """
            source: npm:x
            form: process
            instances: principal
            update: replace
            pool: {max: 8, pause: 30s, stop: never}
            secrets: {API_TOKEN: "env:MY_TOKEN", DB: "file:/srv/db"}
            egress: learn
            """);
    Pool pool = new Pool(8, 0, Optional.of(Duration.ofSeconds(30)), Optional.empty());
    assertThat(spec.life())
        .isEqualTo(
            new Life(Form.PROCESS, Instances.PRINCIPAL, Optional.of(UpdateMode.REPLACE), pool));
    assertThat(spec.secrets())
        .containsExactly(
            Map.entry("API_TOKEN", new SecretReference.Environment("MY_TOKEN")),
            Map.entry("DB", new SecretReference.File(Path.of("/srv/db"))));
    assertThat(spec.reach().learning()).isTrue();
    assertThat(spec.effectiveRisk()).isEqualTo(RiskLevel.MEDIUM);
    HostPaths paths = new HostPaths(folder, Optional.empty(), Set.of());
    assertThat(server(String.join("\n", new ServerText(paths).lines(spec, "  ")))).isEqualTo(spec);
  }

  @Test
  void serverHasDefaults() {
    assertThat(server("{source: npm:x}"))
        .isEqualTo(ServerSpec.of(new ServerName("a"), Source.parse("npm:x", folder)));
    assertThat(server("{\"source\":\"npm:x\",\"risk\":\"low\"}").risk()).isEqualTo(RiskLevel.LOW);
  }

  @Test
  void mountsAreRealPaths() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), real);
    String mount = "{source: npm:x, mounts: [{source: ./link/new, target: /x}]}";
    assertThat(server(mount).mounts().getFirst().source()).isEqualTo(real.resolve("new"));
  }

  @Test
  void mountThroughALinkToAForbiddenPlaceIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("innocent"), Path.of("/proc"));
    for (String source :
        List.of(
            "/var/run/docker.sock",
            "/run/docker.sock",
            "./innocent",
            "./innocent/1",
            "/var/run",
            "/run",
            "/var",
            "./state",
            ".")) {
      assertThatThrownBy(
              () -> server("{source: npm:x, mounts: [{source: " + source + ", target: /x}]}"))
          .as(source)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("source must not contain or be in");
    }
  }

  @Test
  void mountOfADeviceOrSocketIsRefused() throws IOException {
    Path socket = folder.resolve("s");
    try (var listener =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      listener.bind(java.net.UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> server("{source: npm:x, mounts: [{source: ./s, target: /x}]}"))
          .hasMessageContaining("source must be a folder or a regular file");
    }
  }

  @Test
  void environmentAndArgumentsAreNeverPrinted() {
    ServerSpec spec = server("{source: 'url:https://x.example.com/?key=hidden'}");
    assertThat(spec.toString()).doesNotContain("hidden").contains("https://x.example.com");
    ServerSpec local = server("{source: npm:x, args: [hidden], env: {API_KEY: hidden}}");
    assertThat(local.toString()).doesNotContain("hidden").contains("API_KEY");
    assertThatThrownBy(() -> server("{source: npm:x, env: {A: [hidden]}, args: [{hidden: 1}]}"))
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void malformedReachAndWaiversAreRefused() {
    Map<String, String> wrong =
        Map.of(
            "egress: [example.com]", "an egress entry is a host and a port",
            "egress: ['http://example.com:443']", "an egress entry is a host and a port",
            "egress: ['::1:443']", "an egress entry is a host and a port",
            "egress: ['-x.example.com:443']", "an egress entry is a host and a port",
            "egress: ['a:0']", "an egress entry is a host and a port",
            "network: open, egress: ['a:443']", "network: open reaches every address already",
            "grants: [root]", "must be one of shell, engine",
            "packages: [--force-yes]", "packages takes names of Debian packages",
            "enabled: maybe", "must be one of true, false");
    wrong.forEach((text, message) ->
        assertThatThrownBy(() -> server("{source: npm:x, " + text + "}"))
            .as(text)
            .hasMessageContaining(message));
    assertThatThrownBy(() -> server("{source: 'image:a:1', packages: [git]}"))
        .hasMessageContaining("packages belong to npm:");
    assertThatThrownBy(() -> file.parse("waivers: [{server: a, finding: x, expires: tomorrow}]"))
        .hasMessageContaining("a waiver has no reason")
        .hasMessageContaining("expected a day such as 2027-01-31");
  }

  @Test
  void floorsRaiseTheRisk() {
    assertThat(server("{source: npm:x, risk: low}").effectiveRisk()).isEqualTo(RiskLevel.LOW);
    for (String medium :
        List.of(
            "network: open",
            "egress: ['*.example.com:443']",
            "env: {GITHUB_TOKEN: x}",
            "mounts: [{source: ./w, target: /w, mode: rw}]")) {
      assertThat(server("{source: npm:x, risk: low, " + medium + "}").effectiveRisk())
          .as(medium)
          .isEqualTo(RiskLevel.MEDIUM);
    }
    for (String high : List.of("grants: [shell]", "grants: [engine]", "review: pending")) {
      assertThat(server("{source: npm:x, risk: low, " + high + "}").effectiveRisk())
          .as(high)
          .isEqualTo(RiskLevel.HIGH);
    }
    assertThat(server("{source: npm:x, risk: low, egress: ['a.example.com:443']}").riskFloors())
        .isEmpty();
    for (String high :
        List.of(
            "/etc/app, mode: rw",
            "/home/ann, mode: rw",
            "/home, mode: rw",
            "/srv/.ssh, mode: ro")) {
      assertThat(
              server("{source: npm:x, mounts: [{target: /w, source: " + high + "}]}")
                  .effectiveRisk())
          .as(high)
          .isEqualTo(RiskLevel.HIGH);
    }
    assertThat(server("{source: 'url:https://x.example.com', risk: low}").effectiveRisk())
        .isEqualTo(RiskLevel.MEDIUM);
    assertThat(server("{source: 'container:x', risk: low, port: 80}").effectiveRisk())
        .isEqualTo(RiskLevel.MEDIUM);
  }

  @Test
  void aliasesAreBounded() {
    StringBuilder bomb = new StringBuilder("a: &a [x]\nb: [");
    bomb.repeat("*a,", 60).append("]\n");
    assertThatThrownBy(() -> file.parse(bomb.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void depthAndLengthAreBounded() {
    assertThatThrownBy(() -> file.parse("a: " + "[".repeat(20_000)))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> file.parse("#" + "x".repeat(2 << 20)))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void anchorsWithinBoundsAreUsable() {
    Configuration configuration =
        file.parse(
            "servers:\n  a: {source: npm:x, args: &args [v]}\n  b: {source: npm:y, args: *args}\n");
    assertThat(configuration.servers().lastEntry().getValue().args()).containsExactly("v");
  }

  @Test
  void problemSaysWhere() {
    assertThatThrownBy(() -> file.parse("servers:\n  a: {source: npm:x, mount: 1}"))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> {
              var problem = e.problems().getFirst();
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.column()).isEqualTo(22);
              assertThat(problem.nearest()).contains("mounts");
            });
  }

  @Test
  void missingFileIsSaid() {
    assertThatThrownBy(file::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void fileThatIsNotTextIsSaid() throws IOException {
    Files.write(file.path(), new byte[] {(byte) 0xC0, (byte) 0x80});
    assertThatThrownBy(file::read).hasMessage("mcp-central.yaml: not UTF-8 text");
  }

  @Test
  void starterDeclaresThreeServersAndLoopback() {
    assertThat(file.createStarter()).isTrue();
    assertThat(file.createStarter()).isFalse();
    Configuration starter = file.read();
    assertThat(starter.anonymousLoopback()).isTrue();
    assertThat(starter.servers().sequencedKeySet())
        .map(ServerName::value)
        .containsExactly("memory", "sequential-thinking", "filesystem");
    ServerSpec filesystem = starter.servers().lastEntry().getValue();
    assertThat(filesystem.mounts())
        .containsExactly(new Mount(folder.resolve("workspace"), "/workspace", false));
  }
}
