package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.http.RequestHead;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a view of the engine answers. */
final class ViewRequestTest {
  @ParameterizedTest
  @CsvSource({
    "GET /_ping, PING",
    "HEAD /_ping, PING",
    "GET /v1.41/version, VERSION",
    "GET /info, INFO",
    "GET /v1.24/containers/json?all=1&limit=5, CONTAINERS",
    "'GET /v1.41/containers/json?limit=-1&all=1&size=0&trunc_cmd=0', CONTAINERS",
    "'GET /v1.41/images/json?only_ids=0&all=0', IMAGES",
    "GET /containers/web_1.a-b/json, CONTAINER",
    "GET /containers/abc/logs?stdout=1&stderr=1&tail=10&follow=0, LOGS",
    "GET /containers/abc/stats?stream=false&one-shot=1, STATS",
    "GET /containers/abc/top, TOP",
    "GET /images/json, IMAGES",
    "GET /v1.41/images/localhost:5000/idp/memory:1.0/json, IMAGE",
    "GET /networks, NETWORKS",
    "GET /volumes, VOLUMES"
  })
  void whatReadsIsAnswered(String request, Shown shown) throws Exception {
    assertThat(read(request).what()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /containers/create",
        "POST /containers/abc/start",
        "POST /containers/abc/exec",
        "POST /containers/abc/attach?stream=1",
        "POST /build",
        "POST /images/create?fromImage=x",
        "PUT /containers/abc/archive?path=/",
        "DELETE /containers/abc",
        "GET /containers/abc/archive?path=/etc/passwd",
        "GET /containers/abc/export",
        "GET /containers/abc/attach/ws",
        "GET /containers/abc/changes",
        "GET /exec/abc/json",
        "GET /images/get?names=x",
        "GET /images/x/get",
        "GET /images/x/history",
        "GET /events",
        "GET /secrets",
        "GET /configs",
        "GET /swarm",
        "GET /swarm/unlockkey",
        "GET /plugins",
        "GET /distribution/x/json",
        "GET /networks/abc",
        "GET /volumes/abc",
        "GET /system/df",
        "GET /session",
        "GET /v2.0/info",
        "GET /v1.41/v1.41/info",
        "GET /v1.4111/info",
        "GET /containers/abc/top?ps_args=auxe",
        "GET /containers/abc/logs?stdout=1&details=1",
        "GET /containers/abc/stats?stream=true",
        "GET /containers/json?evil=1",
        "GET /containers/json?all=yes",
        "GET /containers/json?filters=nojson",
        "GET /containers/abc/logs?tail=99999999",
        "GET /containers/abc/logs?since=1%0d%0aX:1",
        "TRACE /info",
        "OPTIONS /info",
        "CONNECT /info",
        "get /info"
      })
  void everythingElseIsForbidden(String request) {
    assertRefused(request, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1.24/../containers/json",
        "GET /containers/../info",
        "GET /containers/%2e%2e/json",
        "GET /containers/..%2fcreate/json",
        "GET /containers/./json",
        "GET //containers/json",
        "GET /containers//json",
        "GET /containers/abc/json/",
        "GET /containers/a%00b/json",
        "GET /containers/a;b/json",
        "GET /images/x/../../info/json",
        "GET http://docker/info",
        "GET unix:///var/run/docker.sock/info",
        "GET info",
        "GET *",
        "GET /info#x",
        "GET /containers/json?all=1&all=1",
        "GET /containers/json?all=%zz",
        "GET /containers/json?filters=\"",
        "GET /info\\..\\x"
      })
  void tricksWithPathsAreMalformed(String request) {
    assertRefused(request, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip"
      })
  void bodiesAreMalformed(String field) {
    assertThatThrownBy(() -> read("GET /info", field))
        .isInstanceOfSatisfying(
            ViewRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
  }

  @Test
  void anotherProtocolIsForbidden() {
    assertThatThrownBy(() -> read("GET /info", "Connection: Upgrade\r\nUpgrade: h2c"))
        .isInstanceOfSatisfying(
            ViewRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(403));
  }

  @Test
  void theEngineGetsTheParametersEncodedAnew() throws Exception {
    ViewRequest request =
        read("GET /containers/json?all=1&filters=%7B%22name%22%3A%7B%22a%26b%22%3Atrue%7D%7D");
    assertThat(request.parameters())
        .isEqualTo(Map.of("all", "1", "filters", "{\"name\":{\"a&b\":true}}"));
    assertThat(request.query())
        .isEqualTo("?all=1&filters=%7B%22name%22%3A%7B%22a%26b%22%3Atrue%7D%7D");
  }

  private static void assertRefused(String request, int status) {
    assertThatThrownBy(() -> read(request))
        .isInstanceOfSatisfying(
            ViewRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
  }

  private static ViewRequest read(String request) throws Exception {
    return read(request, "Host: docker");
  }

  private static ViewRequest read(String request, String field) throws Exception {
    return ViewRequest.of(RequestHead.parse(request + " HTTP/1.1\r\n" + field + "\r\n\r\n"));
  }
}
