package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is left of the engine's answers. */
final class ViewContentTest {
  private static final String CANARY = "canary-9f3c1e7a55d04b";

  @Test
  void aContainerIsShownWithoutItsValues() {
    JsonNode shown =
        ViewContent.of(
            Shown.CONTAINER,
            json(
                """
                {"Id":"abc","Name":"/web","Path":"node","Args":["a.js","--token","CANARY","--port","80","SESSION=CANARY"],
                 "State":{"Running":true,"Health":{"Status":"healthy","Log":[{"Output":"CANARY"}]}},
                 "Config":{"Env":["PATH=/bin","TOKEN=CANARY","EMPTY=","BARE"],"Cmd":["sh","-c","export X=1; run --password CANARY"],
                           "Labels":{"note":"see CANARY","api_key":"short","mcp.server":"web"},"FutureField":"CANARY"},
                 "HostConfig":{"Binds":["/home/CANARY:/x"],"Memory":5,"LogConfig":{"Type":"splunk","Config":{"splunk-token":"CANARY"}}},
                 "Mounts":[{"Type":"bind","Source":"/home/CANARY","Destination":"/x","RW":false}],
                 "GraphDriver":{"Data":{"x":"CANARY"}},"FutureField":"CANARY"}
                """
                    .replace("CANARY", CANARY)));
    assertThat(shown.toString()).doesNotContain(CANARY).doesNotContain("/home");
    assertThat(shown)
        .isEqualTo(
            json(
                """
                {"Id":"abc","Name":"/web","Path":"node","Args":["a.js","--token","***","--port","80","***"],
                 "State":{"Running":true,"Health":{"Status":"healthy"}},
                 "Config":{"Env":["PATH=***","TOKEN=***","EMPTY=***","BARE=***"],"Cmd":["sh","-c","***"],
                           "Labels":{"note":"***","api_key":"***","mcp.server":"web"}},
                 "HostConfig":{"Memory":5,"LogConfig":{"Type":"splunk"}},
                 "Mounts":[{"Type":"bind","Destination":"/x","RW":false}]}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_0123456789abcdefghij0123456789abcdef",
        "sk-proj-abc",
        "xoxb-1-2",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
        "postgres://user:pw@db/x",
        "--api-key=x",
        "PASSWORD=x",
        "a b --token c",
        "curl -H 'Authorization: Bearer x'",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
      })
  void whatLooksSecretIsHidden(String word) {
    assertThat(new Secrets(java.util.Set.of()).text(word))
        .contains(Secrets.HIDDEN)
        .isNotEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node",
        "/app/node_modules/@modelcontextprotocol/server-memory/dist/index.js",
        "--port=8080",
        "sleep 1000",
        "https://api.example.com/v1",
        "nginx: worker process",
        "true",
        ""
      })
  void whatDoesNotLookSecretIsShown(String word) {
    assertThat(new Secrets(java.util.Set.of()).text(word)).isEqualTo(word);
  }

  @Test
  void theWordAfterATellingOptionIsHidden() {
    assertThat(new Secrets(java.util.Set.of()).words(List.of("run", "--db-password", "x", "--v")))
        .containsExactly("run", "--db-password", "***", "--v");
  }

  @Test
  void mcpCentralItselfIsLeftOut() {
    JsonNode list =
        json(
            """
            [{"Id":"1","Image":"localhost:5000/idp/mcp-hub:1.0","Labels":{}},
             {"Id":"2","Image":"mcp-bridge@sha256:0","Labels":{}},
             {"Id":"3","Image":"registry:2","Labels":{"mcp-central.registry":"5000"}},
             {"Id":"4","Image":"x","Labels":{"mcp.component":"hub"}},
             {"Id":"5","Image":"idp/mcp-hub-like","Labels":{"mcp.server":"memory"},"Command":"node --token x"}]
            """);
    assertThat(ViewContent.of(Shown.CONTAINERS, list))
        .isEqualTo(
            json(
                """
                [{"Id":"5","Image":"idp/mcp-hub-like","Labels":{"mcp.server":"memory"},"Command":"node ***"}]
                """));
  }

  @Test
  void processesAreShownWithoutValuesOfTheEnvironment() {
    JsonNode top =
        json(
            "{\"Titles\":[\"PID\",\"CMD\"],\"Processes\":[[\"1\",\"node a.js "
                + CANARY
                + "\"],[\"2\",\"sleep 9\"]]}");
    JsonNode container = json("{\"Config\":{\"Env\":[\"X=" + CANARY + "\"]}}");
    assertThat(ViewContent.processes(top, container))
        .isEqualTo(
            json(
                "{\"Titles\":[\"PID\",\"CMD\"],\"Processes\":[[\"1\",\"***\"],[\"2\",\"sleep 9\"]]}"));
  }

  @Test
  void theEnginesOwnSecretsAreNotShown() {
    JsonNode info =
        json(
            "{\"NCPU\":2,\"HttpProxy\":\"http://u:p@x\",\"RegistryConfig\":{\"x\":1},\"Labels\":[\"a=b\"],\"DockerRootDir\":\"/x\",\"Name\":\"host\"}");
    assertThat(ViewContent.of(Shown.INFO, info)).isEqualTo(json("{\"NCPU\":2}"));
    JsonNode volumes =
        json(
            "{\"Volumes\":[{\"Name\":\"v\",\"Mountpoint\":\"/var\",\"Options\":{\"o\":\"password=x\"}}],\"Warnings\":null}");
    assertThat(ViewContent.of(Shown.VOLUMES, volumes))
        .isEqualTo(json("{\"Volumes\":[{\"Name\":\"v\"}],\"Warnings\":null}"));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
