package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.outbound.AddressRules;
import dev.mcpcentral.hub.spec.Egress;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of hosts: what a resolver would take for an address is an address here, or nothing. */
final class HostTest {
  /** With every name allowed: none of these may come through as a name or to an inner address. */
  private static final Allowlist EVERY_NAME = new Allowlist(List.of(new Egress("*", 80)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.000.000.001",
        "0127.0.0.1",
        "0177.0.0.1",
        "0177.0.0.01",
        "0x7f.0.0.1",
        "0x7f.0x0.0x0.0x1",
        "0X7F000001",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "00000000177.1",
        "0",
        "0.0.0.0",
        "1",
        "127.0.0.1.",
        "localhost.",
        "10.0.0.1",
        "10.1",
        "0xa.0.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "0251.0376.0251.0376",
        "169.254.43518",
        "192.168.1.1",
        "172.16.0.1",
        "172.31.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::169.254.169.254]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[2001:0:7f00:1::1]",
        "[fe80::1]",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[fd00:ec2::254]",
        "[fc00::1]",
        "[ff02::1]",
        "[::1",
        "::1",
        "[127.0.0.1]",
        "evil.example\u0000",
        "evil example",
        "evil.example%00",
        "%6cocalhost",
        "evil.example#",
        "user@evil.example",
        "evil..example",
        ".example",
        "-a.example",
        "a.1",
        "a.0x1",
        "\u2460\u2461\u2466.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        ""
      })
  void addressesInDisguiseAreNoNames(String spelling) {
    var destination = Destination.parse(spelling, OptionalInt.of(80));
    boolean reachable = destination.isPresent() && EVERY_NAME.covers(destination.get());
    assertThat(reachable).isFalse();
    destination.ifPresent(found ->
        assertThat(found.host())
            .isInstanceOfSatisfying(
                Host.Literal.class,
                literal -> assertThat(AddressRules.inner(literal.address())).isPresent()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "API.Example.COM",
        "xn--bcher-kva.example",
        "_dns.example",
        "a",
        "1a",
        "a1.b2"
      })
  void namesAreNames(String spelling) {
    assertThat(Host.parse(spelling)).get().isInstanceOf(Host.Name.class);
  }

  @Test
  void everySpellingOfADeclaredAddressIsThatAddress() throws Exception {
    Allowlist list =
        new Allowlist(List.of(new Egress("127.0.0.1", 80), new Egress("2001:db8::1", 81)));
    assertThat(covers(list, "127.0.0.1:80")).isTrue();
    assertThat(covers(list, "[::ffff:127.0.0.1]:80")).isTrue();
    assertThat(covers(list, "[2001:DB8:0:0::1]:81")).isTrue();
    assertThat(covers(list, "127.0.0.1:81")).isFalse();
    assertThat(covers(list, "127.0.0.2:80")).isFalse();
    assertThat(list.declares(InetAddress.ofLiteral("127.0.0.1"), 80)).isTrue();
  }

  @Test
  void aSuffixNeedsSomethingBeforeIt() {
    Allowlist list = new Allowlist(List.of(new Egress("*.example.com", 443)));
    assertThat(covers(list, "api.example.com:443")).isTrue();
    assertThat(covers(list, "a.b.example.com:443")).isTrue();
    assertThat(covers(list, "example.com:443")).isFalse();
    assertThat(covers(list, "evilexample.com:443")).isFalse();
    assertThat(covers(list, "example.com.evil.example:443")).isFalse();
    assertThat(covers(list, "api.example.com:80")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:0",
        "a:65536",
        "a:080",
        "a:",
        "a:+1",
        "a:1:2",
        "a",
        "[::1]",
        ":80",
        "a:99999999999"
      })
  void portsHaveOneForm(String authority) {
    assertThat(Destination.parse(authority, OptionalInt.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "93.184.215.14",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "2606:4700:4700::1111",
        "2a00:1450::1"
      })
  void addressesOutThereAreNotInner(String address) {
    assertThat(AddressRules.inner(InetAddress.ofLiteral(address))).isEmpty();
  }

  private static boolean covers(Allowlist list, String authority) {
    return list.covers(Destination.parse(authority, OptionalInt.empty()).orElseThrow());
  }
}
