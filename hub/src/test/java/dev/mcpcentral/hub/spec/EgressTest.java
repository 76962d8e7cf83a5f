package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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

  @Test
  void twoNamesAtAPortWhereNobodySaysWhichAreRefused() {
    assertThatThrownBy(() -> reach("a.example:5432", "b.example:5432"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("egress has a.example and b.example at port 5432");
    assertThatThrownBy(() -> reach("a.example:22", "*.b.example:22"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(reach("a.example:5432", "10.0.0.5:5432", "[2606:4700::1]:5432").egress()).hasSize(3);
    assertThat(reach("a.example:443", "b.example:443", "c.example:9999", "d.example:9999").egress())
        .hasSize(4);
  }

  private static Reach reach(String... entries) {
    List<Egress> egress = Arrays.stream(entries).map(Egress::parse).toList();
    return new Reach(Network.NONE, egress, Set.of(), false);
  }
}
