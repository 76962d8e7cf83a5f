package dev.mcpcentral.hub.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AskTest {
  @Test
  void argumentsAreTheBytesReceived() throws Exception {
    Members params = Members.ofObject(Slice.of("{\"arguments\": { \"a\":1e999 } }"));
    assertThat(
            new Ask.OfServer(ServerMethod.CALL_TOOL, null, "t", params, Members.NONE)
                .arguments()
                .text())
        .isEqualTo("{ \"a\":1e999 }");
  }

  @Test
  void absentArgumentsAreAnEmptyObject() {
    assertThat(
            new Ask.OfServer(ServerMethod.CALL_TOOL, null, "t", Members.NONE, Members.NONE)
                .arguments()
                .text())
        .isEqualTo("{}");
  }

  @Test
  void onlyWhatOneServerCarriesOutNamesSomething() {
    assertThat(
            new Ask.OfServer(ServerMethod.CALL_TOOL, null, "t", Members.NONE, Members.NONE)
                .target())
        .isEqualTo("t");
    assertThat(new Ask.ListOf(Listing.TOOLS, null, "c").target()).isNull();
    assertThat(new Ask.Own("ping", new Outcome.Failure.Cancelled()).target()).isNull();
  }

  @Test
  void deadlinePassesAndNotBefore() {
    assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
    assertThat(Deadline.in(Duration.ofMinutes(1)).passed()).isFalse();
    assertThat(new Deadline(System.nanoTime() - 1).remainingNanos()).isNegative();
  }
}
