package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private final AtomicLong now = new AtomicLong();
  private final Attribution attribution = new Attribution(now::get);
  private final Caller client = new FakeCaller();

  private Optional<Caller> only(Caller... open) {
    return attribution.only(List.of(open), Function.identity(), Attribution.LAST_WORDS);
  }

  private Optional<Caller> asked(Caller... open) {
    return attribution.only(List.of(open), Function.identity(), Attribution.LAST_QUESTIONS);
  }

  @Test
  void onlyASingleClientsRequestIsMeant() {
    assertThat(only(client)).contains(client);
    assertThat(only(Caller.SILENT, client)).contains(client);
    assertThat(only(client, new FakeCaller())).isEmpty();
    assertThat(only()).isEmpty();
  }

  @Test
  void aRequestThatWasGivenUpMakesItUnclearUntilTheServerIsDoneWithIt() {
    attribution.givenUp(1);
    attribution.givenUp(2);
    attribution.ended(1);
    assertThat(only(client)).isEmpty();
    attribution.ended(2);
    assertThat(only(client)).contains(client);
  }

  @Test
  void aServerThatNeverAnswersAGivenUpRequestIsTrustedAgainAfterAWhile() {
    attribution.givenUp(1);
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(only(client)).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(only(client)).contains(client);
  }

  @Test
  void questionsAreTrustedAgainSooner() {
    attribution.givenUp(1);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(asked(client)).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(asked(client)).contains(client);
    assertThat(only(client)).isEmpty();
  }
}
