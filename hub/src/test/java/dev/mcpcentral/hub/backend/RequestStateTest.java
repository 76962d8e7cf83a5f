package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStateTest {
  private static final String ARGUMENTS = "{\"arguments\":{\"a\":1e999}}";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Instant now = NOON;
  private final RequestState seals = new RequestState(new byte[32], () -> now);
  private final Permitted asked = tool(Permits.ANNA, "t", ARGUMENTS);

  @Test
  void contentComesBackWithTheRetryOfTheVeryRequest() {
    String sealed = seals.seal(asked, "é parked:1");
    Permitted retry =
        tool(
            Permits.ANNA,
            "t",
            "{\"requestState\":\"x\",\"_meta\":{\"progressToken\":2},\"inputResponses\":{},\"arguments\":{\"a\":1e999}}");
    assertThat(seals.open(retry, sealed)).contains("é parked:1");
    assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("parked");
  }

  @Test
  void noTwoSealsAreEqual() {
    assertThat(seals.seal(asked, "x")).isNotEqualTo(seals.seal(asked, "x"));
  }

  @Test
  void everyAlteredByteAndEveryCutIsNoticed() {
    byte[] sealed = Base64.getUrlDecoder().decode(seals.seal(asked, "content"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThat(seals.open(asked, text(altered))).as("byte %d", i).isEmpty();
      assertThat(seals.open(asked, text(Arrays.copyOf(sealed, i)))).as("cut at %d", i).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "!!", "é", "AAAAAAAAAAAAAAAA", "parked:1", "{\"a\":1}"})
  void foreignTextIsNoSeal(String foreign) {
    assertThat(seals.open(asked, foreign)).isEmpty();
  }

  @Test
  void anybodyElsesSealIsUseless() {
    String sealed = seals.seal(asked, "x");
    assertThat(seals.open(tool(Permits.BOB, "t", ARGUMENTS), sealed)).isEmpty();
    assertThat(seals.open(tool(new Principal.Anonymous(), "t", ARGUMENTS), sealed)).isEmpty();
  }

  @Test
  void sealOfAnotherRequestIsUseless() {
    String sealed = seals.seal(asked, "x");
    assertThat(seals.open(tool(Permits.ANNA, "u", ARGUMENTS), sealed)).isEmpty();
    assertThat(seals.open(tool(Permits.ANNA, "t", "{\"arguments\":{\"a\":2}}"), sealed)).isEmpty();
    assertThat(seals.open(tool(Permits.ANNA, "t", "{}"), sealed)).isEmpty();
    Permitted prompt =
        Permits.of(
            Permits.ANNA, Permits.client(Era.MODERN), ServerMethod.GET_PROMPT, "t", ARGUMENTS);
    assertThat(seals.open(prompt, sealed)).isEmpty();
  }

  @Test
  void sealIsGoodForTenMinutes() {
    String sealed = seals.seal(asked, "x");
    now = NOON.plus(RequestState.LIFETIME);
    assertThat(seals.open(asked, sealed)).contains("x");
    now = now.plusSeconds(1);
    assertThat(seals.open(asked, sealed)).isEmpty();
  }

  @Test
  void sealOfAnotherHubIsUseless() {
    byte[] key = new byte[32];
    key[31] = 1;
    String foreign = new RequestState(key, () -> now).seal(asked, "x");
    assertThat(seals.open(asked, foreign)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void shortOrLongKeyIsRefused(int length) {
    assertThatThrownBy(() -> new RequestState(new byte[length], InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(byte[] sealed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static Permitted tool(Principal principal, String name, String params) {
    return Permits.of(principal, Permits.client(Era.MODERN), ServerMethod.CALL_TOOL, name, params);
  }
}
