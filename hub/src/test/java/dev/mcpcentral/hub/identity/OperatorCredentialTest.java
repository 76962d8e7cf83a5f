package dev.mcpcentral.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCredentialTest {
  @TempDir Path home;

  @Test
  void theFirstStartMakesItAndLaterOnesKeepIt() throws IOException {
    assertThat(OperatorCredential.find(home)).isEmpty();

    OperatorCredential made = OperatorCredential.openOrCreate(home);
    OperatorCredential found = OperatorCredential.openOrCreate(home);

    assertThat(found.authorization())
        .isEqualTo(made.authorization())
        .matches("Bearer mcpo_[A-Za-z0-9_-]{43}");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("operator.token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void onlyTheWholeCredentialProvesIt() {
    OperatorCredential credential = OperatorCredential.openOrCreate(home);
    String authorization = credential.authorization();

    assertThat(credential.provenBy(authorization)).isTrue();
    assertThat(credential.provenBy(authorization.substring(0, authorization.length() - 1)))
        .isFalse();
    assertThat(credential.provenBy(authorization + "A")).isFalse();
    assertThat(credential.provenBy("Bearer ")).isFalse();
    assertThat(credential.provenBy(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "changeme", "mcpo_", "mcpo_short"})
  void oneTypedByHandIsRefused(String weak) throws IOException {
    Files.writeString(home.resolve("operator.token"), weak);

    assertThatThrownBy(() -> OperatorCredential.openOrCreate(home))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void itPrintsAsStars() {
    assertThat(OperatorCredential.openOrCreate(home)).hasToString("OperatorCredential[***]");
  }
}
