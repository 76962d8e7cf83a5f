package dev.mcpcentral.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat T9: a task belongs to whoever began it. */
class TaskSealsTest {
  private static final Principal ANNA = new Principal.Client("anna");
  private static final ServerName JOBS = new ServerName("jobs");

  private final TaskSeals seals = new TaskSeals(new byte[32]);

  @Test
  void whoBeganATaskComesBackToIt() throws Exception {
    String id = idFor(ANNA, null);
    assertThat(id).startsWith("jobs.1.");
    assertThat(seals.open(call(ANNA, ServerMethod.GET_TASK, null, id)))
        .hasValueSatisfying(call -> assertThat(call.ask().target()).isEqualTo("jobs.1"));
  }

  @Test
  void toAnybodyElseAndElsewhereItDoesNotExist() throws Exception {
    String id = idFor(ANNA, null);
    Principal bob = new Principal.Client("bob");
    assertThat(seals.open(call(bob, ServerMethod.GET_TASK, null, id))).isEmpty();
    assertThat(seals.open(call(new Principal.Anonymous(), ServerMethod.CANCEL_TASK, null, id)))
        .isEmpty();
    assertThat(seals.open(call(ANNA, ServerMethod.GET_TASK, JOBS, id))).isEmpty();
    TaskSeals otherHub = new TaskSeals("x".repeat(32).getBytes(StandardCharsets.US_ASCII));
    assertThat(otherHub.open(call(ANNA, ServerMethod.GET_TASK, null, id))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "jobs.1", "jobs.2.AAAAAAAAAAAAAAAA", "1", "a.b.c.", ".x"})
  void guessedIdsLeadNowhere(String id) {
    assertThat(seals.open(call(ANNA, ServerMethod.TASK_RESULT, null, id))).isEmpty();
  }

  @Test
  void modernClientThatDidNotDeclareTasksLearnsThat() {
    Call call = call(ANNA, ServerMethod.GET_TASK, null, "jobs.1.x");
    Outcome refusal = TaskSeals.refusal(call, (Ask.OfServer) call.ask());
    assertThat(((Outcome.ServerError) refusal).error().text())
        .contains("-32021", "io.modelcontextprotocol/tasks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}} | true",
        "{\"extensions\" : { \"io.modelcontextprotocol\\/tasks\" : {} } } | true",
        "{\"extensions\":{\"x\":\"io.modelcontextprotocol/tasks\"}} | false",
        "{\"io.modelcontextprotocol/tasks\":{}} | false"
      })
  void extensionIsDeclaredByItsNameAmongTheExtensions(Slice capabilities, boolean declared) {
    Members meta =
        Members.of(List.of(new Members.Member(MetaKey.CLIENT_CAPABILITIES, capabilities)));
    Ask.OfServer task =
        new Ask.OfServer(ServerMethod.GET_TASK, null, "jobs.1.x", Members.NONE, meta);
    Call call = new Call(ANNA, Surface.MCP, Client.plain(Revision.MODERN, null), task);
    assertThat(TaskSeals.refusal(call, task) instanceof Outcome.Failure.Unknown)
        .isEqualTo(declared);
  }

  @Test
  void callsAndResultsWithoutATaskStayTheSameObjects() {
    Call call = call(ANNA, ServerMethod.CALL_TOOL, null, "jobs__run");
    assertThat(seals.open(call)).containsSame(call);
    Slice result = Slice.of("{\"content\":[]}");
    Outcome sealed = seals.seal(call, JOBS, new Outcome.Answer(result, true));
    assertThat(sealed).isEqualTo(new Outcome.Answer(result, true));
    assertThat(((Outcome.Answer) sealed).result()).isSameAs(result);
  }

  @Test
  void idsAreFoundHoweverTheirMemberIsWritten() throws Exception {
    String task = "{\"resultType\":\"task\",\"t\\u0061sk\\u0049d\":\"jobs.1\"}";
    String id = idFor(ANNA, null, Slice.of(task));
    assertThat(seals.open(call(ANNA, ServerMethod.GET_TASK, null, id))).isPresent();
  }

  private String idFor(Principal principal, @Nullable ServerName scope) throws Exception {
    String task = "{\"resultType\":\"task\",\"taskId\":\"jobs.1\",\"status\":\"working\"}";
    return idFor(principal, scope, Slice.of(task));
  }

  private String idFor(Principal principal, @Nullable ServerName scope, Slice task)
      throws Exception {
    Outcome.Answer answer = new Outcome.Answer(task, false);
    Call call = call(principal, ServerMethod.CALL_TOOL, scope, "jobs__run");
    Outcome sealed = seals.seal(call, JOBS, answer);
    String id = Members.ofObject(((Outcome.Answer) sealed).result()).string("taskId");
    return id == null ? "" : id;
  }

  private static Call call(
      Principal principal, ServerMethod verb, @Nullable ServerName scope, String name) {
    Ask ask = new Ask.OfServer(verb, scope, name, Members.NONE, Members.NONE);
    return new Call(principal, Surface.MCP, Client.plain(Revision.MODERN, null), ask);
  }
}
