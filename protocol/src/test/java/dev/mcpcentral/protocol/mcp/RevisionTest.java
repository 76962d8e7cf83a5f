package dev.mcpcentral.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
  @ParameterizedTest
  @EnumSource(Revision.class)
  void everyRevisionIsFoundByItsDate(Revision revision) {
    assertThat(Revision.of(revision.toString())).contains(revision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "2026-07-29", "2025-11-25 ", "V2025_11_25", "DRAFT-2026-v1"})
  void anythingElseIsUnknown(String date) {
    assertThat(Revision.of(date)).isEmpty();
  }

  @Test
  void erasAreDividedByTheRevisionWithoutHandshake() {
    assertThat(Revision.dates(Era.LEGACY))
        .containsExactly("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
    assertThat(Revision.dates(Era.MODERN)).containsExactly("2026-07-28");
    assertThat(Revision.NEWEST_LEGACY).hasToString("2025-11-25");
    assertThat(Revision.MODERN.era()).isEqualTo(Era.MODERN);
  }
}
