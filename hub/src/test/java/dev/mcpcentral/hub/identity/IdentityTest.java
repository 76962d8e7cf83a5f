package dev.mcpcentral.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Principal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  @TempDir Path home;
  private boolean anonymous = true;
  private Identity identity;
  private String secret;

  @BeforeEach
  void open() {
    Tokens tokens = new Tokens(home, new MovableClock());
    secret = tokens.create("laptop");
    identity = new Identity(tokens, () -> anonymous);
  }

  @Test
  void aTokenProvesItsClientFromAnywhere() {
    assertThat(identity.authenticate("Bearer " + secret, false))
        .contains(new Principal.Client("laptop"));
    assertThat(identity.authenticate("bearer  " + secret + " ", true))
        .contains(new Principal.Client("laptop"));
  }

  @Test
  void withoutACredentialOnlyLoopbackIsLetInAndOnlyWhenAllowed() {
    assertThat(identity.authenticate(null, true)).contains(new Principal.Anonymous());
    assertThat(identity.authenticate(null, false)).isEmpty();
    anonymous = false;
    assertThat(identity.authenticate(null, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer mcpc_wrong", "Basic bWNw", "mcpc_x"})
  void aBadCredentialIsRefusedEvenFromLoopback(String authorization) {
    assertThat(identity.authenticate(authorization, true)).isEmpty();
  }

  @Test
  void theSecretWithoutItsSchemeIsRefused() {
    assertThat(identity.authenticate(secret, true)).isEmpty();
    assertThat(identity.authenticate("Basic " + secret, true)).isEmpty();
  }
}
