package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3", "2026.8.31", "v1.8.0-0.20260101-abcdef", "1!2.0", "3.0.0+build.5"})
  void versionsOfEveryRegistryAreAccepted(String version) {
    assertThat(Names.version(version)).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-rf", "../1", "1/2", "1 2", "git+https:x", "evil.tgz", "x.tar.gz", "1\n"})
  void whatCouldBeAnOptionAPathOrAUrlIsRefused(String version) {
    assertThatThrownBy(() -> Names.version(version)).isInstanceOf(ImageException.class);
  }

  @ParameterizedTest
  @CsvSource({"@scope/pkg, @scope+pkg", "github.com/a/b, github.com+a+b"})
  void packageNameIsOnePathElement(String name, String file) {
    assertThat(Names.fileName(name)).isEqualTo(file);
  }
}
