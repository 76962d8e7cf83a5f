package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessAgesTest {
  private final ProcessAges ages = new ProcessAges();

  @Test
  void processThatWasSeenToStartCanBeTakenOnce() {
    ages.started("c");
    assertThat(ages.take("c", "10:00")).isTrue();
    assertThat(ages.take("c", "10:00")).isFalse();
  }

  @Test
  void processThatRanBeforeAnybodyListenedIsNotFresh() {
    assertThat(ages.take("c", "10:00")).isFalse();
  }

  @Test
  void processThatSomebodyElseAttachedToIsNotFresh() {
    ages.started("c");
    ages.touched("c");
    assertThat(ages.take("c", "10:00")).isFalse();
  }

  @Test
  void missedEventsMakeNothingFresh() {
    ages.started("c");
    ages.forgetAll();
    assertThat(ages.take("c", "10:00")).isFalse();
  }

  @Test
  void lateEventAboutOurOwnStartDoesNotMakeItFresh() {
    assertThat(ages.renewalBegins("c")).isTrue();
    ages.renewalEnds("c", "10:01");
    ages.touched("c");
    ages.started("c");
    assertThat(ages.take("c", "10:01")).isFalse();
    ages.started("c");
    assertThat(ages.take("c", "10:02")).isTrue();
  }

  @Test
  void containerIsNotStartedAnewAgainAndAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(ages.renewalBegins("c")).isTrue();
      assertThat(ages.isBeingRenewed("c")).isTrue();
      ages.renewalEnds("c", "");
    }
    assertThat(ages.renewalBegins("c")).isFalse();
    assertThat(ages.isBeingRenewed("c")).isFalse();
    assertThat(ages.renewalBegins("other")).isTrue();
  }
}
