package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ManyQuestionsTest {
  @Test
  void serverCannotAskOneCallMoreThanTheBound() throws Exception {
    ParkedCall call = new ParkedCall(Duration.ofMinutes(10), Map.of());
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    for (int i = 0; i < 65; i++) {
      Thread.startVirtualThread(() -> answers.add(text(call)));
    }
    assertThat(answers.poll(10, TimeUnit.SECONDS)).contains("64 questions");
    assertThat(answers.poll(100, TimeUnit.MILLISECONDS)).isNull();
    call.end(new Outcome.Failure.Cancelled());
    for (int i = 0; i < 64; i++) {
      assertThat(answers.poll(10, TimeUnit.SECONDS)).contains("the call has ended");
    }
  }

  private static String text(ParkedCall call) {
    return call.ask("roots/list", Slice.of("{}"), Members.NONE) instanceof ClientAnswer.Refusal no
        ? no.error().text()
        : "answered";
  }
}
