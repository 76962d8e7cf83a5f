package dev.mcpcentral.hub.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {
  @ParameterizedTest
  @CsvSource({
    "NPM, 1.0.0-alpha.9, 1.0.0-alpha.10",
    "NPM, 1.0.0-alpha.1, 1.0.0-alpha.beta",
    "NPM, 1.0.0-rc.1, 1.0.0",
    "NPM, 1.9.0, 1.10.0",
    "NPM, 1.0.0, 20230101000000.0.0",
    "NPM, 2026.8.31, 2026.10.1",
    "GO, v0.0.0-20190101000000-abcdefabcdef, v0.0.1",
    "GO, 1.9.7, v1.25.0",
    "PYPI, 1.0.dev1, 1.0a1",
    "PYPI, 1.0a2, 1.0a10",
    "PYPI, 1.0rc1, 1.0",
    "PYPI, 1.0, 1.0.post1",
    "PYPI, 2.0, 1!0.1",
    "MAVEN, 1.0-alpha-1, 1.0-beta-1",
    "MAVEN, 1.0-SNAPSHOT, 1.0",
    "MAVEN, 2.9.0, 2.15.0",
    "DEBIAN, 1.0~rc1, 1.0",
    "DEBIAN, 2.36-9+deb12u9, 2.36-9+deb12u14",
    "DEBIAN, 3.0.22-1~deb12u2, 3.0.22-1",
    "DEBIAN, 2.0, 1:0.9",
    "ALPINE, 1.2.3_alpha1-r0, 1.2.3-r0",
    "ALPINE, 1.2.3-r2, 1.2.3-r10",
  })
  void lowerComesFirst(Ecosystem ecosystem, String lower, String higher) {
    assertThat(VersionOrder.compare(ecosystem, lower, higher).orElseThrow()).isNegative();
    assertThat(VersionOrder.compare(ecosystem, higher, lower).orElseThrow()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "NPM, 1.0.0+build.1, 1.0.0+build.2",
    "GO, v1.2.3, 1.2.3",
    "PYPI, 1.0, 1.0.0",
    "PYPI, 1.0rc1, 1.0c1",
    "MAVEN, 1.0, 1.0.0",
  })
  void spellingsOfOneVersionAreEqual(Ecosystem ecosystem, String one, String other) {
    assertThat(VersionOrder.compare(ecosystem, one, other)).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "NPM, latest",
    "NPM, 1..2",
    "PYPI, 99999999999999999999",
    "PYPI, not a version",
    "DEBIAN, ''",
  })
  void whatIsNoVersionHasNoOrder(Ecosystem ecosystem, String text) {
    assertThat(VersionOrder.compare(ecosystem, text, "1.0.0")).isEmpty();
  }
}
