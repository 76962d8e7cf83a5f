package dev.mcpcentral.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.compose.ComposeImport.Candidate;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeImportTest {
  private static final List<String> FIFTEEN =
      List.of(
          "github",
          "filesystem",
          "fetch",
          "weather",
          "git",
          "language-server",
          "api-testing",
          "database",
          "shell",
          "docker",
          "memory",
          "sequential-thinking",
          "time",
          "browser",
          "everything");

  /** The plan's file: its head, hub and first two servers as written there. */
  private static final String PLAN =
      """
      version: '3.8'

      x-common-variables: &common-variables
        LOG_LEVEL: ${LOG_LEVEL:-info}
        GOVERNANCE_ENABLED: "true"
        WORKSPACE_ROOT: /workspace

      services:
        registry:
          image: registry:2
        mcp-hub:
          image: localhost:5000/idp/mcp-hub:2.0
          environment:
            <<: *common-variables
            MCP_MODE: centralized
          volumes:
            - /var/run/docker.sock:/var/run/docker.sock:ro
        github-mcp:
          image: localhost:5000/idp/github-mcp:latest
          container_name: github-mcp
          environment:
            <<: *common-variables
            GITHUB_PERSONAL_ACCESS_TOKEN: ${GITHUB_TOKEN}
          networks:
            - mcp-internal
          restart: unless-stopped
          labels:
            - "mcp.server=github"
            - "mcp.governance.level=medium"
            - "mcp.governance.audit=true"
        filesystem-mcp:
          image: localhost:5000/idp/filesystem-mcp:latest
          environment:
            <<: *common-variables
            FS_WORKSPACE: /workspace
            READ_ONLY_MODE: "false"
          volumes:
            - ./code:/workspace
          networks:
            - mcp-internal
          security_opt:
            - no-new-privileges:true
          read_only: true
          tmpfs:
            - /tmp
          restart: unless-stopped
          labels:
            - "mcp.server=filesystem"
            - "mcp.governance.level=high"
      """;

  @TempDir Path folder;

  private ComposeImport read(String text) {
    return read(text, false);
  }

  private ComposeImport read(String text, boolean secrets) {
    try {
      Path file = Files.writeString(folder.resolve("docker-compose.yml"), text);
      return ComposeImport.read(file, Set.of(new ServerName("taken")), secrets);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String service(String keys) {
    return "services:\n  one:\n    image: example/one:1\n    labels: {mcp.server: one}\n" + keys;
  }

  private Candidate one(String keys) {
    ComposeImport found = read(service(keys));
    assertThat(found.leftOut()).isEmpty();
    return found.servers().getFirst();
  }

  @Test
  void thePlansFifteenServicesBecomeServers() {
    String more =
        FIFTEEN.stream()
            .skip(2)
            .map(name ->
                """
                  %s-mcp:
                    image: localhost:5000/idp/%s-mcp:latest
                    environment:
                      <<: *common-variables
                    networks: [mcp-internal]
                    labels: ["mcp.server=%s", "mcp.governance.level=low"]
                """
                    .formatted(name, name, name)
                    .indent(2))
            .collect(Collectors.joining());
    ComposeImport found = read(PLAN + more.replaceAll("(?m)^    ", "  "));
    assertThat(found.servers())
        .extracting(candidate -> candidate.spec().name().value())
        .containsExactlyElementsOf(FIFTEEN);
    assertThat(found.servers())
        .allSatisfy(candidate -> {
          assertThat(candidate.spec().oversight().reviewed()).isFalse();
          assertThat(candidate.spec().effectiveRisk()).isEqualTo(RiskLevel.HIGH);
          assertThat(candidate.spec().network()).isEqualTo(Network.NONE);
          assertThat(candidate.spec().env()).containsEntry("LOG_LEVEL", "info");
        });
    assertThat(found.leftOut())
        .containsExactly(
            "registry: it has no label mcp.server, so it is not a server",
            "mcp-hub: it has no label mcp.server, so it is not a server");
  }

  @Test
  void theFieldsOfThePlanAreMappedOrNamed() {
    ComposeImport found = read(PLAN);
    Candidate github = found.servers().getFirst();
    assertThat(github.spec().source().text())
        .isEqualTo("image:localhost:5000/idp/github-mcp:latest");
    assertThat(github.spec().risk()).isEqualTo(RiskLevel.MEDIUM);
    assertThat(github.spec().env()).containsOnlyKeys("LOG_LEVEL", "WORKSPACE_ROOT");
    assertThat(github.notes())
        .anyMatch(note ->
            note.contains("GITHUB_PERSONAL_ACCESS_TOKEN: comes from the variable GITHUB_TOKEN"))
        .anyMatch(note -> note.contains("decided by the hub") && note.contains("container_name"))
        .anyMatch(note -> note.contains("egress"));
    Candidate files = found.servers().get(1);
    assertThat(files.spec().risk()).isEqualTo(RiskLevel.HIGH);
    assertThat(files.spec().mounts()).hasSize(1);
    assertThat(files.spec().mounts().getFirst().source()).isEqualTo(folder.resolve("code"));
    assertThat(files.spec().mounts().getFirst().readOnly()).isFalse();
  }

  @Test
  void allOfThemAreWrittenAndReadBack() throws IOException {
    Path file = folder.resolve("mcp-central.yaml");
    Files.writeString(file, "# mine\nservers:\n  old:\n    source: npm:x@1.0.0\n");
    Files.createDirectory(folder.resolve("code"));
    ConfigurationFile configuration = new ConfigurationFile(file, Set.of());
    var specs = read(PLAN).servers().stream().map(Candidate::spec).toList();
    configuration.checkAdditions(specs);
    configuration.addServers(specs);
    assertThat(Files.readString(file)).startsWith("# mine\n").contains("review: pending");
    assertThat(configuration.read().servers().keySet())
        .extracting(ServerName::value)
        .containsExactly("old", "github", "filesystem");
  }

  @Test
  void oneThatCannotBeWrittenLeavesTheFileAsItWas() throws IOException {
    Path file = folder.resolve("mcp-central.yaml");
    String before = "servers:\n  filesystem:\n    source: npm:x@1.0.0\n";
    Files.writeString(file, before);
    ConfigurationFile configuration = new ConfigurationFile(file, Set.of());
    var specs = read(PLAN).servers().stream().map(Candidate::spec).toList();
    assertThatThrownBy(() -> configuration.addServers(specs)).hasMessageContaining("filesystem");
    assertThat(file).hasContent(before);
  }

  @Test
  void secretsAreNotCopiedUnlessAskedFor() {
    String text = service("    environment: {API_KEY: abc, PLAIN: x, DSN: ghp_abcdefgh}\n");
    Candidate without = read(text).servers().getFirst();
    assertThat(without.spec().env()).containsOnly(Map.entry("PLAIN", "x"));
    assertThat(String.join("\n", without.notes()))
        .contains("API_KEY", "DSN", "--with-secrets")
        .doesNotContain("ghp_abcdefgh");
    assertThat(read(text, true).servers().getFirst().spec().env())
        .containsEntry("API_KEY", "abc")
        .containsEntry("DSN", "ghp_abcdefgh");
  }

  @Test
  void nothingIsReadFromTheEnvironment() {
    Candidate one = one("    environment: [PATH, 'A=$HOME', 'B=${X:-y}', 'C=$$5']\n");
    assertThat(one.spec().env()).containsOnly(Map.entry("B", "y"), Map.entry("C", "$5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privileged: true", "cap_add: [SYS_ADMIN]", "devices: [/dev/sda]", "pid: host",
        "ports: ['80:80']", "sysctls: {a: b}", "extends: {service: x}", "x-own: 1"
      })
  void whatNoServerMayHaveIsNamed(String key) {
    assertThat(one("    " + key + "\n").notes())
        .anyMatch(note ->
            note.startsWith("left out, no server may have it: " + key.replaceFirst(":.*", "")));
  }

  @Test
  void theEnginesSocketIsNeverMounted() {
    Candidate one = one("    volumes: ['/var/run/docker.sock:/var/run/docker.sock']\n");
    assertThat(one.spec().mounts()).isEmpty();
    assertThat(one.notes()).anyMatch(note -> note.contains("socket"));
  }

  @Test
  void volumesMountsAndLimitsAreMapped() {
    Candidate one =
        one(
            """
                volumes:
                  - data:/data
                  - /srv/in:/in:ro
                  - {type: bind, source: ./out, target: /out}
                  - {type: tmpfs, target: /t}
                mem_limit: 300m
                cpus: 0.5
                pids_limit: 50
                command: [a, b]
            """);
    assertThat(one.spec().volumes()).hasSize(1);
    assertThat(one.spec().mounts()).hasSize(2);
    assertThat(one.spec().mounts().getFirst().readOnly()).isTrue();
    assertThat(one.spec().limits()).isEqualTo(new Limits(300L << 20, 0.5, 50));
    assertThat(one.spec().args()).containsExactly("a", "b");
    assertThat(one.notes()).anyMatch(note -> note.contains("type tmpfs"));
  }

  @Test
  void readOnlyModeMakesEveryMountReadOnly() {
    Candidate one =
        one("    environment: {READ_ONLY_MODE: 'true'}\n    volumes: ['/srv/x:/x:rw']\n");
    assertThat(one.spec().mounts()).allMatch(mount -> mount.readOnly());
  }

  @Test
  void aCommandForAShellIsLeftOut() {
    assertThat(one("    command: sh -c 'rm -rf $$HOME; x'\n").spec().args()).isEmpty();
    assertThat(one("    command: --verbose /data\n").spec().args())
        .containsExactly("--verbose", "/data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {a: {labels: {mcp.server: '../x'}, image: i}}",
        "services: {a: {labels: {mcp.server: x}, image: '--privileged'}}",
        "services: {a: {labels: {mcp.server: x}, image: '${IMAGE}'}}",
        "services: {a: {labels: {mcp.server: x}}}",
        "services: {a: {labels: {mcp.server: taken}, image: i}}",
        "services: {a: {labels: {mcp.server: x, mcp.port: '99999'}, image: i}}",
        "services: {a: {labels: {mcp.server: x}, image: i, volumes: {a: b}}}",
        "services: {a: text}",
        "services: {a: {labels: {mcp.server: x}, build: 'https://example.com/x.git'}}"
      })
  void anUnfitServiceIsLeftOutWithAReason(String text) {
    ComposeImport found = read(text);
    assertThat(found.servers()).isEmpty();
    assertThat(found.leftOut()).hasSize(1).allMatch(reason -> reason.startsWith("a: "));
  }

  @Test
  void aFileWithoutServicesIsRefused() {
    assertThatThrownBy(() -> read("version: '3'\n")).hasMessageContaining("services");
  }
}
