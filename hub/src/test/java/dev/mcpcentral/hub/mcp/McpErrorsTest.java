package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class McpErrorsTest {
  private static final Slice ID = Slice.of("\"a\\u0041\"");
  private static final ServerName SERVER = new ServerName("files");

  /** Failure, HTTP status for legacy and modern clients, code, words of the message. */
  static List<Arguments> failures() {
    return List.of(
        Arguments.of(new Failure.Denied("no \"token\""), 200, 200, -32603, "no \"token\""),
        Arguments.of(
            new Failure.Unknown(ServerMethod.CALL_TOOL, "x\n\"é"), 200, 200, -32602, "x\n\"é"),
        Arguments.of(new Failure.UnknownMethod("a/b"), 200, 404, -32601, "a/b"),
        Arguments.of(new Failure.InvalidArguments("cursor"), 200, 200, -32602, "cursor"),
        Arguments.of(
            new Failure.BackendUnavailable(SERVER, "starting"), 200, 200, -32603, "starting"),
        Arguments.of(
            new Failure.BackendBroken(SERVER, "exit 1"),
            200,
            200,
            -32603,
            "may have had an effect"),
        Arguments.of(
            new Failure.TimedOut(SERVER, Duration.ofSeconds(60)), 200, 200, -32603, "60 s"),
        Arguments.of(new Failure.Cancelled(), 200, 200, -32603, "Cancelled"),
        Arguments.of(new Failure.Unrecorded(), 503, 503, -32603, "audit log"),
        Arguments.of(new Failure.Internal("7f"), 200, 200, -32603, "7f"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasItsWireForm(Failure failure, int legacy, int modern, int code, String words)
      throws Exception {
    assertThat(McpErrors.of(ID, failure, Era.LEGACY).status()).isEqualTo(legacy);
    McpErrors wire = McpErrors.of(ID, failure, Era.MODERN);
    assertThat(wire.status()).isEqualTo(modern);
    Envelope.ErrorResponse error = (Envelope.ErrorResponse) EnvelopeScanner.scan(wire.message());
    assertThat(error.id()).isEqualTo(ID);
    assertThat(error.body().json("code")).isEqualTo(Integer.toString(code));
    assertThat(error.body().string("message")).contains(words);
  }

  @Test
  void noFailureIsForgottenAbove() {
    assertThat(
            failures().stream().<Object>map(row -> Objects.requireNonNull(row.get()[0]).getClass()))
        .containsExactlyInAnyOrder((Object[]) Failure.class.getPermittedSubclasses());
  }

  @Test
  void refusalsCarryAWordForPrograms() {
    Stream.of(
            new Failure.Denied("no"),
            new Failure.BackendUnavailable(SERVER, "starting"),
            new Failure.BackendBroken(SERVER, "exit 1"),
            new Failure.TimedOut(SERVER, Duration.ofSeconds(1)),
            new Failure.Cancelled())
        .forEach(failure ->
            assertThat(McpErrors.of(ID, failure, Era.MODERN).message().text())
                .endsWith("\"data\":{\"reason\":\"" + failure.word() + "\"}}}"));
  }

  @Test
  void resultsAndServersErrorsArePassedOnAsTheyAre() {
    Slice result = Slice.of("{ \"n\":1e999 }");
    McpErrors answer = McpErrors.of(ID, new Outcome.Answer(result, true), Era.LEGACY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.message().text())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0041\",\"result\":{ \"n\":1e999 }}");
    McpErrors error = McpErrors.of(ID, new Outcome.ServerError(result), Era.LEGACY);
    assertThat(error.status()).isEqualTo(200);
    assertThat(error.message().text())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0041\",\"error\":{ \"n\":1e999 }}");
  }
}
