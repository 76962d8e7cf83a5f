package dev.mcpcentral.hub.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No real secret is written here: each is put together from its issuer's form and chance. */
class SecretSearchTest {
  private static final String KEY_HEADER = "-----BEGIN %sPRIVATE KEY-----";

  @ParameterizedTest
  @CsvSource({
    "AKIA, 16, an AWS access key",
    "ghp_, 36, a GitHub token",
    "glpat-, 20, a GitLab token",
    "npm_, 36, an npm token",
    "pypi-AgEIcHlwaS5vcmc, 100, a PyPI token",
    "AIza, 35, a Google API key",
    "sk-ant-api03-, 90, an Anthropic key",
    "sk-proj-, 100, an OpenAI key",
    "xoxb-, 50, a Slack token",
    "sk_live_, 24, a Stripe key",
    "hf_, 34, a Hugging Face token",
  })
  void credentialIsFoundAmongOtherText(String start, int length, String kind) {
    String token = start + letters(length);
    assertThat(SecretSearch.find("export TOKEN=\"" + token + "\"\n")).containsExactly(kind);
    assertThat(SecretSearch.find(token)).containsExactly(kind);
    assertThat(SecretSearch.find("word" + token)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "})
  void privateKeyIsFound(String kind) {
    assertThat(SecretSearch.find(pem(kind, "\n"))).containsExactly("a private key");
  }

  @Test
  void privateKeyInJsonIsFound() {
    assertThat(SecretSearch.find("{\"private_key\":\"" + pem("", "\\n") + "\"}"))
        .containsExactly("a private key");
  }

  @ParameterizedTest
  @CsvSource({
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "npm_your0token0goes0here00000000000000000",
    "sk-ant-...",
    "npm_config_registry",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
  })
  void placeholderIsNone(String text) {
    assertThat(SecretSearch.find("token: " + text + "\n")).isEmpty();
  }

  @Test
  void headerOfAKeyAloneIsNone() {
    String code = "if (pem.startsWith('" + KEY_HEADER.formatted("") + "')) { return decode(pem); }";
    assertThat(SecretSearch.find(code)).isEmpty();
    assertThat(SecretSearch.find(KEY_HEADER.formatted("RSA ") + "\n...\n")).isEmpty();
  }

  @Test
  @Timeout(20)
  void timeIsLinearInTheInput() {
    for (String hostile : new String[] {"-----BEGIN ", "ghp_", "AKIA", "sk-ant-", "A", "-"}) {
      byte[] bytes = hostile.repeat((4 << 20) / hostile.length()).getBytes(ISO_8859_1);
      long begin = System.nanoTime();
      SecretSearch.find(bytes, bytes.length);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static String letters(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(length);
    String alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    for (int i = 0; i < length; i++) {
      text.append(i == 1 ? '7' : alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  static String pem(String kind, String lineEnd) {
    byte[] material = new byte[200];
    new Random(1).nextBytes(material);
    String base64 = Base64.getEncoder().encodeToString(material);
    String lines = String.join(lineEnd, base64.split("(?<=\\G.{64})", -1));
    return KEY_HEADER.formatted(kind) + lineEnd + lines + lineEnd;
  }
}
