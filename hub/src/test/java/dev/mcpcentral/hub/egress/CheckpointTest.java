package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.outbound.AddressRules;
import dev.mcpcentral.hub.spec.Egress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  private static final List<Egress> API = List.of(new Egress("api.example.com", 443));

  @Test
  void whatIsDeclaredIsOpenAtItsAddresses() {
    assertThat(judge(API, "api.example.com:443", "93.184.215.14", "2606:4700::1"))
        .isEqualTo(
            new Verdict.Open(
                List.of(
                    new InetSocketAddress(InetAddress.ofLiteral("93.184.215.14"), 443),
                    new InetSocketAddress(InetAddress.ofLiteral("2606:4700::1"), 443))));
  }

  @Test
  void whatIsNotDeclaredIsNotEvenLookedUp() {
    NameLookup unused =
        name -> {
          throw new AssertionError("looked up " + name);
        };
    assertThat(new Checkpoint(new Allowlist(API), unused).judge(to("evil.example:443")))
        .isEqualTo(new Verdict.Shut("evil.example:443 is not in egress", "evil.example:443"));
  }

  @Test
  void aNameThatLeadsInsideIsShut() {
    assertThat(judge(API, "api.example.com:443", "10.0.0.5"))
        .isEqualTo(
            new Verdict.Shut("api.example.com:443 is 10.0.0.5, a private address", "10.0.0.5:443"));
  }

  @Test
  void oneAddressInsideSpoilsTheRest() {
    assertThat(judge(API, "api.example.com:443", "93.184.215.14", "169.254.169.254"))
        .isInstanceOf(Verdict.Shut.class);
  }

  @Test
  void aNameMayLeadToTheAddressThatTheOperatorWroteDown() {
    List<Egress> both = List.of(API.getFirst(), new Egress("10.0.0.5", 443));
    assertThat(judge(both, "api.example.com:443", "10.0.0.5")).isInstanceOf(Verdict.Open.class);
    assertThat(judge(both, "api.example.com:443", "10.0.0.6")).isInstanceOf(Verdict.Shut.class);
    List<Egress> otherPort = List.of(API.getFirst(), new Egress("10.0.0.5", 80));
    assertThat(judge(otherPort, "api.example.com:443", "10.0.0.5"))
        .isInstanceOf(Verdict.Shut.class);
  }

  @Test
  void aNameThatChangesItsMindIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    NameLookup flipFlop =
        name ->
            List.of(
                InetAddress.ofLiteral(
                    asked.getAndIncrement() == 0 ? "93.184.215.14" : "127.0.0.1"));
    Checkpoint checkpoint = new Checkpoint(new Allowlist(API), flipFlop);
    assertThat(checkpoint.judge(to("api.example.com:443")))
        .isEqualTo(
            new Verdict.Open(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("93.184.215.14"), 443))));
    assertThat(asked).hasValue(1);
    assertThat(checkpoint.judge(to("api.example.com:443"))).isInstanceOf(Verdict.Shut.class);
  }

  @Test
  void thisMachinesNetworksAreInside() throws Exception {
    List<InetAddress> own = new ArrayList<>();
    NetworkInterface.networkInterfaces()
        .forEach(each -> each.getInterfaceAddresses().forEach(a -> own.add(a.getAddress())));
    assertThat(own).isNotEmpty().allMatch(address -> AddressRules.inner(address).isPresent());
  }

  @Test
  void aNameWithoutAnAddressIsLost() {
    NameLookup unknown =
        name -> {
          throw new UnknownHostException("nobody knows it");
        };
    assertThat(new Checkpoint(new Allowlist(API), unknown).judge(to("api.example.com:443")))
        .isEqualTo(new Verdict.Lost("api.example.com has no address: nobody knows it"));
  }

  private static Verdict judge(List<Egress> allowed, String authority, String... addresses) {
    List<InetAddress> answer = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
    return new Checkpoint(new Allowlist(allowed), name -> answer).judge(to(authority));
  }

  private static Destination to(String authority) {
    return Destination.parse(authority, OptionalInt.empty()).orElseThrow();
  }
}
