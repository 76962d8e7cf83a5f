package dev.mcpcentral.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiTest {
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
    return request("GET " + path, "", "");
  }

  private RawHttp.Answer post(String path, String body) throws IOException {
    String headers =
        "Content-Type: application/json\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length;
    return request("POST " + path, headers, body);
  }

  private RawHttp.Answer request(String line, String headers, String body) throws IOException {
    String head =
        "%s HTTP/1.1\nHost: localhost:%d\nAuthorization: %s\n%s"
            .formatted(line, hub.port, hub.authorization, headers);
    return new RawHttp(hub.port).send(head, body);
  }

  @Test
  void statusTellsTheHubsStateAndTrouble() throws IOException {
    RawHttp.Answer answer = get("/api/v1/status");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"pid\":42", "\"engineTrouble\":\"it has stopped: start it\"", "\"ready\":true")
        .contains("\"endpoints\":{\"mcp\":\"http://127.0.0.1:3010/mcp\"}")
        .doesNotContain("configurationTrouble");
  }

  @Test
  void serversAreListedWithTheirStates() throws IOException {
    assertThat(get("/api/v1/servers").body())
        .contains("\"name\":\"memory\"", "\"state\":\"ready\"", "\"risk\":\"medium\"");
  }

  @Test
  void addingStreamsStepsAndEndsWithTheServer() throws IOException {
    RawHttp.Answer answer = post("/api/v1/servers", "{\"name\":\"time\",\"source\":\"npm:p\"}");

    assertThat(answer.head()).contains("application/x-ndjson");
    assertThat(answer.body())
        .containsSubsequence(
            "{\"step\":\"resolving\"}\n",
            "{\"step\":\"probing\"}\n",
            "{\"server\":{\"name\":\"time\"");
    assertThat(hub.audit.records)
        .containsExactly("INTENT operator admin servers/add time", "OUTCOME 1 ok npm:time@1.0.0");
  }

  @Test
  void aFailedAdditionEndsWithTheErrorAndIsRecordedAsFailed() throws IOException {
    RawHttp.Answer answer = post("/api/v1/servers", "{\"name\":\"memory\",\"source\":\"npm:p\"}");

    assertThat(answer.body())
        .containsSubsequence(
            "{\"step\":\"resolving\"}\n", "{\"error\":{\"code\":\"failed\"", "already");
    assertThat(hub.audit.records).last().asString().startsWith("OUTCOME 1 failed");
  }

  @Test
  void makingAnImageStreamsStepsAndEndsWithTheImage() throws IOException {
    RawHttp.Answer answer = post("/api/v1/images", "{\"name\":\"time\",\"source\":\"npm:p\"}");

    assertThat(answer.body())
        .containsSubsequence(
            "{\"step\":\"building time\"}\n",
            "{\"image\":{\"name\":\"time\"",
            "\"pinned\":\"localhost:5000/idp/time@sha256:");
    assertThat(hub.audit.records)
        .containsExactly(
            "INTENT operator admin images/dockerize time",
            "OUTCOME 1 ok localhost:5000/idp/time@sha256:" + "ab".repeat(32));
  }

  @Test
  void anImageThatCannotBeMadeEndsWithTheErrorAndIsRecordedAsFailed() throws IOException {
    assertThat(post("/api/v1/images", "{\"name\":\"broken\"}").body())
        .contains("{\"error\":{\"code\":\"failed\",\"message\":\"no registry answers\"}}");
    assertThat(hub.audit.records).last().asString().startsWith("OUTCOME 1 failed");
  }

  @Test
  void anImageWithoutANameIsRefusedBeforeAnythingIsRecorded() throws IOException {
    assertThat(post("/api/v1/images", "{\"source\":\"npm:p\"}").status()).isEqualTo(400);
    assertThat(post("/api/v1/images", "[]").status()).isEqualTo(400);
    assertThat(hub.audit.records).isEmpty();
  }

  @Test
  void anInvalidSpecIsRefusedBeforeAnythingIsRecorded() throws IOException {
    RawHttp.Answer answer = post("/api/v1/servers", "{\"name\":\"No Name\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid-server", "is not a server name");
    assertThat(hub.audit.records).isEmpty();
  }

  @Test
  void aServerIsStoppedStartedRestartedAndRemoved() throws IOException {
    assertThat(post("/api/v1/servers/memory/stop", "").body()).contains("\"state\":\"stopped\"");
    assertThat(post("/api/v1/servers/memory/start", "").body()).contains("\"state\":\"running\"");
    assertThat(post("/api/v1/servers/memory/restart", "").status()).isEqualTo(200);
    assertThat(request("DELETE /api/v1/servers/memory", "", "").body())
        .isEqualTo("{\"removed\":\"memory\"}");
    assertThat(get("/api/v1/servers").body()).doesNotContain("\"memory\"");
    assertThat(hub.audit.records)
        .containsExactly(
            "INTENT operator admin servers/stop memory", "OUTCOME 1 ok null",
            "INTENT operator admin servers/start memory", "OUTCOME 3 ok null",
            "INTENT operator admin servers/restart memory", "OUTCOME 5 ok null",
            "INTENT operator admin servers/remove memory", "OUTCOME 7 ok null");
  }

  @Test
  void aChangeThatFailsIsAConflictInWordsForPeople() throws IOException {
    RawHttp.Answer answer = post("/api/v1/servers/broken/start", "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("its image cannot be built");
    assertThat(hub.audit.records).last().isEqualTo("OUTCOME 1 failed FleetException");
  }

  @Test
  void whatCannotBeRecordedIsNotDone() throws IOException {
    hub.audit.full = true;

    assertThat(post("/api/v1/servers/memory/stop", "").status()).isEqualTo(503);
    assertThat(post("/api/v1/servers", "{\"name\":\"time\"}").body()).contains("audit-unavailable");
    assertThat(post("/api/v1/shutdown", "").status()).isEqualTo(503);
    hub.audit.full = false;
    assertThat(get("/api/v1/servers").body())
        .contains(
            "\"name\":\"memory\",\"source\":\"npm:memory@1.0.0\",\"risk\":\"medium\",\"state\":\"ready\"")
        .doesNotContain("time");
    assertThat(hub.shutdown.getCount()).isEqualTo(1);
  }

  @Test
  void anUnknownServerIsNotFoundWhateverIsAsked() throws IOException {
    assertThat(post("/api/v1/servers/nobody/start", "").status()).isEqualTo(404);
    assertThat(request("DELETE /api/v1/servers/..%2fmemory", "", "").status())
        .isGreaterThanOrEqualTo(400);
    assertThat(get("/api/v1/servers/nobody/logs").body()).contains("unknown-server");
    assertThat(get("/api/v1/tools?server=nobody").status()).isEqualTo(404);
    assertThat(hub.audit.records).isEmpty();
  }

  @Test
  void logsBeginWithTheLastLines() throws IOException {
    assertThat(get("/api/v1/servers/memory/logs?lines=2").body()).contains("two\nthree\n");
    assertThat(get("/api/v1/servers/memory/logs").body()).contains("one\ntwo\nthree\n");
    assertThat(get("/api/v1/servers/memory/logs?lines=-1").status()).isEqualTo(400);
    assertThat(get("/api/v1/servers/memory/logs?lines=many").status()).isEqualTo(400);
  }

  @Test
  void toolsAreListedForAllOrForOneServer() throws IOException {
    assertThat(get("/api/v1/tools").body()).isEqualTo("{\"tools\":[{\"name\":\"all\"}]}");
    assertThat(get("/api/v1/tools?server=memory").body())
        .isEqualTo("{\"tools\":[{\"name\":\"memory\"}]}");
  }

  @Test
  void argumentsReachTheToolByteForByte() throws IOException {
    String arguments = "{ \"a\" : 1.0e2, \"ü\":\"\\u00fc\" }";

    RawHttp.Answer answer =
        post("/api/v1/call", "{\"tool\":\"memory__echo\",\"arguments\": " + arguments + " }");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(arguments);
  }

  @Test
  void aCallThatFailsSaysWhy() throws IOException {
    assertThat(post("/api/v1/call", "{\"tool\":\"x\"}").body())
        .contains("\"code\":\"unknown-tool\"", "mcp-central tools");
    assertThat(post("/api/v1/call", "{\"tool\":\"memory__slow\"}").status()).isEqualTo(504);
    assertThat(post("/api/v1/call", "{\"tool\":\"memory__error\"}").body())
        .contains("server-error", "no such entity");
  }

  @Test
  void shutdownIsAnsweredFirst() throws Exception {
    assertThat(post("/api/v1/shutdown", "").status()).isEqualTo(202);
    assertThat(hub.shutdown.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(hub.audit.records)
        .containsExactly("INTENT operator admin shutdown null", "OUTCOME 1 ok null");
  }
}
