package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com:443",
        "*.example.com:443",
        "*:80",
        "localhost:1",
        "10.0.0.5:65535",
        "[2001:db8::1]:80",
        "[::ffff:10.0.0.5]:80",
        "1password.example:443"
      })
  void whatIsWrittenIsRead(String text) {
    assertThat(Egress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "api.example.com:0",
        "api.example.com:65536",
        "https://api.example.com:443",
        "user@api.example.com:443",
        "api.example.com.:443",
        "*example.com:443",
        "a.*.example.com:443",
        "127.1:80",
        "0x7f.0.0.1:80",
        "0x7f.1:80",
        "2130706433:80",
        "0177.0.0.1:80",
        "256.0.0.1:80",
        "1.2.3:80",
        "::1:80",
        "[::::]:80",
        "[fe80::1%eth0]:80",
        "[127.0.0.1]:80x",
        ":80"
      })
  void whatCouldMeanTwoThingsIsRefused(String text) {
    assertThatThrownBy(() -> Egress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an egress entry is a host and a port");
  }
}
