package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Argument bytes reach the server as the client wrote them. */
@ExtendWith(SharedHubs.class)
class ForwardedBytesTest {
  private final URI mcp;

  ForwardedBytesTest(OddServers.AsProcesses servers) {
    mcp = servers.hub().mcp();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"big\" : 123456789012345678901234567890, \"tiny\":1e-400,\"huge\":1e999}",
        "{\"z\":1,\"a\":2, \"spaced\" :\t[ 1 , 2 ]}",
        "{\"u\":\"\\u00e9é\\u0000\\/\\ud83d\\ude00😀\"}",
        "{\"one\":1.0,\"zero\":-0,\"exp\":1E+2}",
        "{\"name\":\"well__exit\",\"arguments\":{\"name\":\"x\"},\"method\":\"tools/list\"}",
        "{}"
      })
  void argumentsAreForwardedUnchanged(String arguments) {
    var request = ModernRequest.call("well__raw", Map.of());
    String body = request.body().replace("\"arguments\":{}", "\"arguments\":" + arguments);
    assertThat(body).contains(arguments);
    assertThat(request.to(mcp).send(body).text()).contains(arguments);
  }

  @Test
  void aLineBreakBetweenArgumentsDoesNotBreakTheServersFraming() {
    var request = ModernRequest.call("well__echo", Map.of());
    String body =
        request.body().replace("\"arguments\":{}", "\"arguments\":{\n\r\n\"text\":\n\"a\"\n}");
    assertThat(request.to(mcp).send(body).text()).isEqualTo("a");
  }

  @Test
  void argumentsCannotSmuggleAMessageToTheServer() {
    String smuggled =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"exit\"}}";
    var request = ModernRequest.call("well__raw", Map.of());
    String body =
        request.body().replace("\"arguments\":{}", "\"arguments\":{\"a\":\n" + smuggled + "\n}");
    assertThat(request.to(mcp).send(body).text()).contains(smuggled);
  }

  @Test
  void aLargeArgumentAndResultComeThrough() {
    String text = "0123456789abcdé€😀".repeat(100_000);
    assertThat(ModernRequest.call("well__echo", Map.of("text", text)).send(mcp).text())
        .isEqualTo(text);
  }
}
