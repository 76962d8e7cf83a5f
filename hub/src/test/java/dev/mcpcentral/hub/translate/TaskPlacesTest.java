package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPlacesTest {
  private static final ServerName S = new ServerName("s");

  /** {@code @1} stands where an id is to be exposed, {@code t1} where it is to be left alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CALL_RESULT | {\"taskId\" : \"@1\", \"status\":\"working\",\"resultType\":\"task\"}",
        "CALL_RESULT | {\"resultType\":\"complete\",\"taskId\":\"t1\",\"content\":[{\"taskId\":\"t1\"}]}",
        "CALL_RESULT | {\"task\":{\"ttl\":null,\"taskId\":\"@1\"},\"taskId\":\"t1\"}",
        "TASK | {\"taskId\":\"@1\",\"result\":{\"taskId\":\"t1\",\"task\":{\"taskId\":\"t1\"}}}",
        "MESSAGE | {\"taskId\":\"t1\",\"_meta\":{\"taskId\":\"t1\",\"io.modelcontextprotocol/related-task\":{\"taskId\":\"@1\"}}}",
        "CALL_RESULT | {\"_meta\":{\"io.modelcontextprotocol/related-task\":{\"taskId\":\"@1\"}}}",
      })
  void taskIdsAreMappedAndAllElseStaysByteForByte(TaskPlaces places, String json) throws Exception {
    String original = json.replace("@1", "t.1");
    String exposed = json.replace("@1", "s.t.1");
    assertThat(expose(places, original).text()).isEqualTo(exposed);
    assertThat(places.rewrite(Slice.of(exposed), ExposedTaskId.restoring(S)).text())
        .isEqualTo(original);
  }

  @ParameterizedTest
  @CsvSource({
    "{}",
    "{\"taskId\":7}",
    "{\"taskId\":{\"taskId\":\"t1\"}}",
    "{\"_meta\":[\"taskId\"]}"
  })
  void whatIsNoTaskIdIsTheSameInstance(String json) throws Exception {
    Slice same = Slice.of(json);
    assertThat(expose(TaskPlaces.TASK, same.text())).isEqualTo(same);
    assertThat(TaskPlaces.TASK.rewrite(same, ExposedTaskId.exposing(S))).isSameAs(same);
  }

  @Test
  void escapesAreUnderstood() throws Exception {
    assertThat(expose(TaskPlaces.TASK, "{\"task\\u0049d\":\"\\u0061\\/\"}").text())
        .isEqualTo("{\"task\\u0049d\":\"s.a/\"}");
  }

  @Test
  void duplicateNamesAreRefused() {
    assertThatThrownBy(() -> expose(TaskPlaces.TASK, "{\"taskId\":\"a\",\"taskId\":\"b\"}"))
        .isInstanceOf(MalformedJsonException.class);
  }

  private static Slice expose(TaskPlaces places, String json) throws MalformedJsonException {
    return places.rewrite(Slice.of(json), ExposedTaskId.exposing(S));
  }
}
