package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretGuessTest {
  @ParameterizedTest
  @CsvSource({
    "ANY, sk-proj-1",
    "ANY, AKIAIOSFODNN7EXAMPLE",
    "ANY, eyJhbGciOiJIUzI1NiJ9.e30.x",
    "API_KEY, x",
    "db_password, x",
    "GITHUB_TOKEN, x",
    "ANY, Zm9vYmFyYmF6cXV4MTIzNDU2",
    "ANY, 9f86d081884c7d659a2feaa0c55ad015"
  })
  void secretsAreGuessed(String key, String value) {
    assertThat(SecretGuess.reason(key, value)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "PATH_TO_DATA, /data/memory.jsonl",
    "API_URL, https://api.example.com/v1/things",
    "LEVEL, debug",
    "TZ, Europe/Zurich",
    "ANY, aaaaaaaaaaaaaaaaaaaaaaa1",
    "LONG_WORDS, internationalization-of-names",
    "GITHUB_TOKEN, ''"
  })
  void plainValuesAreNot(String key, String value) {
    assertThat(SecretGuess.reason(key, value)).isEmpty();
  }
}
