package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private static final String CONTENT = "\"content\":[ {\"n\":1e999} ],\"_meta\":{\"a\" : 1}";

  @ParameterizedTest
  @EnumSource(Era.class)
  void withinOneEraTheBytesAreTheServersOwn(Era era) throws Exception {
    String result = "{ " + CONTENT + " , \"resultType\":\"x\"}";
    assertThat(text(result, era, era)).isEqualTo(result);
  }

  @Test
  void modernClientsAreToldThatAnOldServersResultIsComplete() throws Exception {
    assertThat(text("{" + CONTENT + "}", Era.LEGACY, Era.MODERN))
        .isEqualTo("{\"resultType\":\"complete\"," + CONTENT + "}");
    assertThat(text("{ }", Era.LEGACY, Era.MODERN)).isEqualTo("{\"resultType\":\"complete\" }");
    assertThat(text("{\"resultType\":\"complete\"}", Era.LEGACY, Era.MODERN))
        .isEqualTo("{\"resultType\":\"complete\"}");
  }

  @Test
  void oldClientsAreSparedTheResultType() throws Exception {
    assertThat(text("{" + CONTENT + ", \"resultType\":\"complete\"}", Era.MODERN, Era.LEGACY))
        .isEqualTo("{" + CONTENT + "}");
    assertThat(text("{\"resultType\":\"complete\"}", Era.MODERN, Era.LEGACY)).isEqualTo("{}");
  }

  @Test
  void questionThatAnOldClientCannotAnswerIsRefused() throws Exception {
    assertThat(outcome("{\"resultType\":\"input_required\"}", Era.MODERN, Era.LEGACY))
        .isInstanceOfSatisfying(
            Outcome.Failure.BackendBroken.class,
            broken -> assertThat(broken.message()).contains("input_required"));
  }

  @ParameterizedTest
  @CsvSource({"LEGACY,LEGACY", "LEGACY,MODERN", "MODERN,LEGACY", "MODERN,MODERN"})
  void toolErrorsAreNoticed(Era from, Era to) throws Exception {
    assertThat(outcome("{\"isError\":true}", from, to))
        .isInstanceOfSatisfying(Outcome.Answer.class, a -> assertThat(a.toolError()).isTrue());
    assertThat(outcome("{\"isError\":false}", from, to))
        .isInstanceOfSatisfying(Outcome.Answer.class, a -> assertThat(a.toolError()).isFalse());
    assertThat(outcome("{\"isError\":\"true\"}", from, to))
        .isInstanceOfSatisfying(Outcome.Answer.class, a -> assertThat(a.toolError()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "null", "[]", "\"ok\""})
  void resultThatIsNoObjectIsNonsense(String result) throws Exception {
    assertThat(outcome(result, Era.LEGACY, Era.LEGACY))
        .isInstanceOf(Outcome.Failure.BackendBroken.class);
  }

  @Test
  void serversErrorIsPassedOnAsItIs() throws Exception {
    Slice message =
        Slice.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{ \"code\":-32000,\"data\":[1e999]}}");
    assertThat(outcome(message, Era.LEGACY, Era.MODERN))
        .isEqualTo(new Outcome.ServerError(Slice.of("{ \"code\":-32000,\"data\":[1e999]}")));
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void errorOfAReadNamesTheResourceAsTheClientDoes(Era to) throws Exception {
    Permitted read =
        Permits.of(Permits.ANNA, Permits.client(to), ServerMethod.READ_RESOURCE, "file:///x", "{}");
    String error = "{\"code\":-32000,\"data\":{\"uri\":\"%s\"}}";
    Slice received = Messages.error(Slice.of("1"), Slice.of(error.formatted("file:///x")));
    assertThat(Results.outcome(read, EnvelopeScanner.scan(received), to))
        .isEqualTo(new Outcome.ServerError(Slice.of(error.formatted("mcp://s/file:///x"))));
  }

  private static String text(String result, Era from, Era to) throws Exception {
    return ((Outcome.Answer) outcome(result, from, to)).result().text();
  }

  private static Outcome outcome(String result, Era from, Era to) throws Exception {
    Slice message = Slice.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}");
    return outcome(message, from, to);
  }

  private static Outcome outcome(Slice message, Era from, Era to) throws Exception {
    Permitted permitted = Permits.tool(Permits.client(to), "{}");
    return Results.outcome(permitted, EnvelopeScanner.scan(message), from);
  }
}
