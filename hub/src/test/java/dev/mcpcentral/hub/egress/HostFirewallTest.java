package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of iptables, and what is told where it cannot help. The programs are scripts here:
 * the real ones are asked by the tests with a container engine. The loopback interface stands for a
 * bridge.
 */
final class HostFirewallTest {
  private static final String BRIDGE = "lo";
  private static final HostFirewall.Opening OPENING =
      new HostFirewall.Opening(
          InetAddress.ofLiteral("172.18.0.1"), new TreeSet<>(Set.of(443, 3128)), true);
  private static final String MARK = "-m comment --comment mcp-central:testtest:lo";

  @TempDir Path folder;

  @Test
  void rulesAreSetInOneStepBeforeAllOthers() throws Exception {
    HostFirewall firewall = new HostFirewall("testtest", program("ipv4"), program("ipv6"));
    assertThat(firewall.close(BRIDGE, OPENING)).isEmpty();
    assertThat(changes("ipv4"))
        .containsExactly(
            "*filter",
            "-I INPUT 1 -i lo -d 172.18.0.1/32 -p udp -m udp --dport 53 " + MARK + " -j ACCEPT",
            "-I INPUT 2 -i lo -d 172.18.0.1/32 -p tcp -m tcp --dport 53 " + MARK + " -j ACCEPT",
            "-I INPUT 3 -i lo -d 172.18.0.1/32 -p tcp -m tcp --dport 443 " + MARK + " -j ACCEPT",
            "-I INPUT 4 -i lo -d 172.18.0.1/32 -p tcp -m tcp --dport 3128 " + MARK + " -j ACCEPT",
            "-I INPUT 5 -i lo -m conntrack ! --ctstate RELATED,ESTABLISHED " + MARK + " -j REJECT",
            "COMMIT");
    assertThat(changes("ipv6"))
        .containsExactly("*filter", "-I INPUT 1 -i lo " + MARK + " -j DROP", "COMMIT");
  }

  @Test
  void onlyRulesOfThisBridgeAreReplaced() throws Exception {
    present("ipv4", MARK + " -j REJECT", "-m comment --comment mcp-central:testtest:lo2 -j REJECT");
    HostFirewall firewall = new HostFirewall("testtest", program("ipv4"), program("ipv6"));
    assertThat(firewall.close(BRIDGE, OPENING)).isEmpty();
    assertThat(changes("ipv4"))
        .contains("-D INPUT -i x " + MARK + " -j REJECT")
        .noneMatch(change -> change.contains("lo2"))
        .hasSize(8);
  }

  @Test
  void whatHasGoneGoes() throws Exception {
    present(
        "ipv4",
        MARK + " -j REJECT",
        "-m comment --comment \"mcp-central:testtest:br-2\" -j REJECT",
        "-m comment --comment \"mcp-central:testtest:br-4\" -j REJECT",
        "-m comment --comment mcp-central:another:br-3 -j REJECT",
        "-p tcp -j ACCEPT");
    HostFirewall firewall = new HostFirewall("testtest", program("ipv4"), program("ipv6"));
    firewall.keepOnly(Set.of("br-2"));
    assertThat(changes("ipv4"))
        .containsExactly(
            "*filter",
            "-D INPUT -i x " + MARK + " -j REJECT",
            "-D INPUT -i x -m comment --comment \"mcp-central:testtest:br-4\" -j REJECT",
            "COMMIT");
    assertThat(folder.resolve("ipv6.changes")).doesNotExist();
  }

  @Test
  void withoutRightsItsOwnWordsAreTold() throws Exception {
    Iptables refusing =
        script("refusing", "echo 'Permission denied (you must be root)' >&2; exit 4");
    HostFirewall firewall = new HostFirewall("testtest", refusing, refusing);
    assertThat(firewall.close(BRIDGE, OPENING))
        .hasValueSatisfying(gap ->
            assertThat(gap)
                .startsWith("services of this machine that listen on all addresses can be reached")
                .endsWith("refusing says: Permission denied (you must be root)"));
    firewall.forget(BRIDGE);
  }

  @Test
  void withoutTheProgramThatIsTold() {
    Iptables missing = new Iptables("iptables", Optional.empty());
    HostFirewall firewall = new HostFirewall("testtest", missing, missing);
    assertThat(firewall.close(BRIDGE, OPENING))
        .hasValueSatisfying(
            gap -> assertThat(gap).endsWith("the program iptables is not installed"));
  }

  @Test
  void aBridgeOfAnotherMachineCannotBeClosed() throws Exception {
    HostFirewall firewall = new HostFirewall("testtest", program("ipv4"), program("ipv6"));
    for (String bridge : List.of("br-0123456789ab", "../lo", "lo -j ACCEPT")) {
      assertThat(firewall.close(bridge, OPENING))
          .hasValueSatisfying(gap -> assertThat(gap).contains("are not on this machine"));
    }
    assertThat(folder.resolve("ipv4.changes")).doesNotExist();
  }

  /** Shows the rules that are present, and writes down what it is to change. */
  private Iptables program(String name) throws IOException {
    Path present = folder.resolve(name + ".present");
    if (!Files.exists(present)) {
      Files.createFile(present);
    }
    script(name + "-restore", "cat >> " + folder.resolve(name + ".changes"));
    return script(name, "cat " + present);
  }

  private Iptables script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new Iptables(name, Optional.of(file));
  }

  private void present(String name, String... rules) throws IOException {
    List<String> lines = List.of(rules).stream().map(rule -> "-A INPUT -i x " + rule).toList();
    Files.write(folder.resolve(name + ".present"), lines);
  }

  private List<String> changes(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name + ".changes"));
  }
}
