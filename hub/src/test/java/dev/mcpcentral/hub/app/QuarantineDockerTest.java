package dev.mcpcentral.hub.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.rollout.ServerStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The gate in a whole hub: real packages, the real engine, the admin API. */
@Tag("docker")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarantineDockerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String THINKING = "@modelcontextprotocol/server-sequential-thinking";

  @TempDir static Path folder;
  private static @Nullable Hub started;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(
        config(),
        """
        listen: {mcp: "127.0.0.1:0", a2a: "127.0.0.1:0", bridge: "127.0.0.1:0", admin: "127.0.0.1:0"}
        servers: {}   # none yet
        """);
    started =
        Hub.start(
            new HubOptions(
                "1", config(), folder.resolve("home"), false, System.getenv(), List.of()));
  }

  @AfterAll
  static void stop() {
    hub().close();
  }

  @Test
  @Order(1)
  void plantedVulnerablePackageIsRefusedAndNothingIsKept() throws Exception {
    importAdvisory("GHSA-xvch-5gv4-984h", "minimist", "1.2.6");
    Path project = project("weak", "\"minimist\": \"1.2.5\"", "require('minimist');");
    String before = Files.readString(config());
    String answer = add("weak", project);
    assertThat(answer)
        .contains("quarantined: 1 finding over the gate")
        .contains("GHSA-xvch-5gv4-984h critical: minimist 1.2.5, fixed in 1.2.6");
    assertThat(hub().servers()).isEmpty();
    assertThat(config()).hasContent(before);
  }

  @Test
  @Order(2)
  void plantedSecretIsRefusedAndNothingIsKept() throws Exception {
    Path project = project("leaky", "", "console.log('x');");
    byte[] material = new byte[400];
    new Random(7).nextBytes(material);
    String key = Base64.getMimeEncoder().encodeToString(material);
    Files.writeString(
        project.resolve("deploy.pem"), "-----BEGIN RSA " + "PRIVATE KEY-----\n" + key + "\n");
    String answer = add("leaky", project);
    assertThat(answer)
        .contains("quarantined: 1 finding over the gate")
        .contains("secret critical: app/deploy.pem: holds a private key");
    assertThat(hub().servers()).isEmpty();
  }

  @Test
  @Order(3)
  void cleanImagePassesAndIsStoppedByNewKnowledgeUntilItIsWaived() throws Exception {
    Path project =
        project(
            "clean",
            "\"" + THINKING + "\": \"2026.8.31\"",
            "import('" + THINKING + "/dist/index.js');");
    assertThat(add("clean", project)).contains("\"server\":{\"name\":\"clean\"");
    assertThat(status())
        .satisfies(server -> {
          assertThat(server.tools()).isEqualTo(1);
          assertThat(server.scan()).doesNotContain("npm").contains("unknown: Debian");
        });

    importAdvisory("GHSA-aaaa-bbbb-cccc", THINKING, "9999.0.0");
    await(server -> server.state() == ServerStatus.State.FAILED);
    assertThat(status().detail()).startsWith("quarantined: ").contains("GHSA-aaaa-bbbb-cccc");
    assertThat(status().tools()).isZero();
    String call = "{\"name\":\"clean__sequentialthinking\",\"arguments\":{}}";
    assertThat(send("POST", "/call", call)).contains("\"error\"");

    String waiver =
        "{\"server\":\"clean\",\"finding\":\"GHSA-aaaa-bbbb-cccc\",\"reason\":\"a test\",\"expires\":\"2999-01-01\"}";
    assertThat(send("POST", "/waivers", waiver)).contains("2999-01-01");
    await(server -> server.state() != ServerStatus.State.FAILED && server.tools() == 1);
    assertThat(status().scan()).startsWith("1 finding waived");
    assertThat(config()).content().contains("GHSA-aaaa-bbbb-cccc").contains("# none yet");
    assertThat(send("POST", "/servers/clean/scan", "")).contains("\"effect\":\"waived\"");
    assertThat(send("GET", "/servers/clean/sbom", ""))
        .contains("pkg:npm/%40modelcontextprotocol/server-sequential-thinking@2026.8.31");
  }

  private static Hub hub() {
    return Objects.requireNonNull(started);
  }

  private static Path config() {
    return folder.resolve("mcp-central.yaml");
  }

  private static Path project(String name, String dependencies, String main) throws IOException {
    Path project = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        project.resolve("package.json"),
        """
        {"name": "%s", "version": "1.0.0", "main": "server.js", "dependencies": {%s}}
        """
            .formatted(name, dependencies));
    Files.writeString(project.resolve("server.js"), main + "\n");
    return project;
  }

  private static String add(String name, Path project) throws Exception {
    return send(
        "POST", "/servers", "{\"name\":\"" + name + "\",\"source\":\"dir:" + project + "\"}");
  }

  private static void importAdvisory(String id, String name, String fixed) throws Exception {
    Path file = folder.resolve(id + ".json");
    Files.writeString(
        file,
        """
        {"id":"%s","modified":"2026-11-20T00:00:00Z","summary":"planted",
         "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
         "affected":[{"package":{"ecosystem":"npm","name":"%s"},
           "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"%s"}]}]}]}
        """
            .formatted(id, name, fixed));
    assertThat(send("POST", "/advisories", "{\"source\":\"" + file + "\"}"))
        .contains("\"records\":1");
  }

  private static ServerStatus status() {
    return hub().servers().getFirst();
  }

  private static void await(Predicate<ServerStatus> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(status())) {
      assertThat(System.nanoTime()).as(status().toString()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static String send(String method, String path, String body) throws Exception {
    Path home = folder.resolve("home");
    URI admin = RunningHub.find(home).orElseThrow().admin();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(admin + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .header("Authorization", OperatorCredential.find(home).orElseThrow().authorization())
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .timeout(Duration.ofMinutes(15))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
