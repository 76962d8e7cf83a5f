package dev.mcpcentral.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogRoutesTest {
  @TempDir Path home;
  private AdminServer hub;

  @BeforeEach
  void start() {
    hub = new AdminServer(home);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private RawHttp.Answer get(String path) throws IOException {
    return request("GET /api/v1/catalog" + path, "", "");
  }

  private RawHttp.Answer post(String path, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return request(
        "POST /api/v1/catalog" + path,
        "Content-Type: application/json\nContent-Length: " + length,
        body);
  }

  private RawHttp.Answer request(String line, String headers, String body) throws IOException {
    String head =
        "%s HTTP/1.1\nHost: localhost:%d\nAuthorization: %s\n%s"
            .formatted(line, hub.port, hub.authorization, headers);
    return new RawHttp(hub.port).send(head, body);
  }

  @Test
  void entriesAreFoundByWordsAndSayWhetherTheyAreDeclared() throws IOException {
    assertThat(get("?q=remembers").body())
        .contains("\"id\":\"memory\"", "\"declared\":true", "\"reviewed\":true")
        .doesNotContain("\"id\":\"time\"");
  }

  @Test
  void oneEntryIsShownWithItsChoicesAndItsSpec() throws IOException {
    assertThat(get("/entry?id=github").body())
        .contains("GITHUB_PERSONAL_ACCESS_TOKEN", "\"spec\":{\"source\":\"go:github.com/");
    assertThat(get("/entry?id=nobody").status()).isEqualTo(404);
  }

  @Test
  void addingStreamsNotesStepsAndTheServerAndIsRecorded() throws IOException {
    RawHttp.Answer answer = post("/add", "{\"entry\":\"time\",\"as\":\"clock\"}");
    assertThat(answer.body())
        .containsSubsequence("{\"note\":\"needs a token\"}", "{\"step\":", "{\"server\":");
    assertThat(hub.audit.records.getFirst()).isEqualTo("INTENT operator admin catalog/add clock");
  }

  @Test
  void whatIsDeclaredIsSkippedAndSaidSo() throws IOException {
    assertThat(post("/add", "{\"entry\":\"memory\"}").body())
        .contains("{\"skipped\":\"'memory' is declared already\"}");
    assertThat(hub.audit.records).isEmpty();
  }

  @Test
  void wrongRequestsAreRefused() throws IOException {
    assertThat(post("/add", "{\"entry\":\"time\",\"parameters\":{\"wrong\":\"x\"}}").status())
        .isEqualTo(400);
    assertThat(post("/add", "{\"entry\":\"time\",\"as\":\"-x\"}").status()).isEqualTo(400);
    assertThat(post("/add", "[]").status()).isEqualTo(400);
    assertThat(post("/import", "{\"catalog\":\"x\",\"text\":\"\"}").status()).isEqualTo(400);
  }

  @Test
  void anImportTellsWhatWasDropped() throws IOException {
    assertThat(post("/import", "{\"catalog\":\"x\",\"text\":\"registry: {}\"}").body())
        .contains("\"name\":\"one\"", "\"taken\":true", "x was dropped");
    assertThat(hub.audit.records).anyMatch(record -> record.contains("catalog/import x"));
  }
}
