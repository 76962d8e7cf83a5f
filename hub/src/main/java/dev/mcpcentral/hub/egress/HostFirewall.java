package dev.mcpcentral.hub.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps servers from the services of this machine: on an internal network these can be reached
 * through its gateway whenever they listen on all addresses. Rules of ours only, each with the
 * installation and the network's bridge in its comment; all others are never touched. Thread-safe.
 */
public final class HostFirewall {
  private static final Pattern BRIDGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

  /** Some versions put it into quotes. */
  private static final Pattern COMMENT = Pattern.compile(" --comment \"?([^ \"]+)\"? ");

  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final Path IPV6_INTERFACES = Path.of("/proc/net/if_inet6");

  private final String mark;
  private final Iptables ipv4;
  private final Iptables ipv6;

  /** What was closed in which way, by bridge. */
  private final Map<String, Opening> closed = new HashMap<>();

  /**
   * What a network's containers still reach of this machine.
   *
   * @param tcp ports at the gateway
   * @param names port 53 by UDP and TCP, too
   */
  public record Opening(InetAddress gateway, NavigableSet<Integer> tcp, boolean names) {}

  /**
   * @param installation in the comment of every rule
   */
  public HostFirewall(String installation) {
    this(installation, Iptables.find("iptables"), Iptables.find("ip6tables"));
  }

  HostFirewall(String installation, Iptables ipv4, Iptables ipv6) {
    this.mark = "mcp-central:" + installation + ":";
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** Why this process cannot set up rules at all; empty when it can. */
  public static Optional<String> trouble() {
    try {
      Iptables.find("iptables").input();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Lets what comes from this bridge reach the opening, and nothing else of this machine.
   * Connections that this machine opens to the containers are not affected.
   *
   * @return what is not closed, for people; empty when all is
   */
  public synchronized Optional<String> close(String bridge, Opening opening) {
    if (!BRIDGE.matcher(bridge).matches() || !Files.exists(INTERFACES.resolve(bridge))) {
      return Optional.of(
          "the engine's networks are not on this machine, so its own services are not kept from the server");
    }
    try {
      replace(ipv4, bridge, rules(bridge, opening), opening.equals(closed.get(bridge)));
      closed.put(bridge, opening);
    } catch (IOException e) {
      return Optional.of(
          "services of this machine that listen on all addresses can be reached from the server's network, because no firewall could be set up: "
              + e.getMessage());
    }
    return closeIpv6(bridge);
  }

  private Optional<String> closeIpv6(String bridge) {
    try {
      replace(ipv6, bridge, List.of(rule(bridge, "", "DROP")), true);
      return Optional.empty();
    } catch (IOException e) {
      return hasIpv6()
          ? Optional.of(
              "services of this machine that listen on IPv6 are kept from the server by its network alone: "
                  + e.getMessage())
          : Optional.empty();
    }
  }

  /** Takes the rules of a bridge away, which is gone. */
  public synchronized void forget(String bridge) {
    closed.remove(bridge);
    sweep(bridge::equals);
  }

  /** Takes away what earlier hubs of this installation have left behind for other bridges. */
  public synchronized void keepOnly(Set<String> bridges) {
    sweep(bridge -> !bridges.contains(bridge));
  }

  private void sweep(Predicate<String> gone) {
    for (Iptables family : List.of(ipv4, ipv6)) {
      try {
        List<String> rules = ours(family, gone);
        if (!rules.isEmpty()) {
          family.change(rules.stream().map(HostFirewall::deletion).toList());
        }
      } catch (IOException e) {
        System.getLogger(HostFirewall.class.getName())
            .log(System.Logger.Level.DEBUG, "rules stay until the next sweep: {0}", e.getMessage());
      }
    }
  }

  private List<String> ours(Iptables family, Predicate<String> bridge) throws IOException {
    return family.input().stream()
        .filter(rule -> bridgeOf(rule).filter(bridge).isPresent())
        .toList();
  }

  /** Empty for a rule that is not ours. */
  private Optional<String> bridgeOf(String rule) {
    Matcher comment = COMMENT.matcher(rule);
    return comment.find() && comment.group(1).startsWith(mark)
        ? Optional.of(comment.group(1).substring(mark.length()))
        : Optional.empty();
  }

  /** In one step, so that there is no moment without rules. */
  private void replace(Iptables family, String bridge, List<String> wanted, boolean sameAsBefore)
      throws IOException {
    List<String> present = ours(family, bridge::equals);
    if (sameAsBefore && present.size() == wanted.size()) {
      return;
    }
    List<String> changes = new ArrayList<>(present.stream().map(HostFirewall::deletion).toList());
    for (int i = 0; i < wanted.size(); i++) {
      changes.add("-I INPUT " + (i + 1) + " " + wanted.get(i));
    }
    family.change(changes);
  }

  private List<String> rules(String bridge, Opening opening) {
    String to = "-d " + opening.gateway().getHostAddress() + "/32 ";
    List<String> rules = new ArrayList<>();
    if (opening.names()) {
      rules.add(rule(bridge, to + "-p udp -m udp --dport 53 ", "ACCEPT"));
      rules.add(rule(bridge, to + "-p tcp -m tcp --dport 53 ", "ACCEPT"));
    }
    opening
        .tcp()
        .forEach(
            port -> rules.add(rule(bridge, to + "-p tcp -m tcp --dport " + port + " ", "ACCEPT")));
    // What this machine asked the containers for may be answered.
    rules.add(rule(bridge, "-m conntrack ! --ctstate RELATED,ESTABLISHED ", "REJECT"));
    return rules;
  }

  private String rule(String bridge, String match, String target) {
    return "-i %s %s-m comment --comment %s%s -j %s".formatted(bridge, match, mark, bridge, target);
  }

  private static String deletion(String rule) {
    return rule.replaceFirst("^-A", "-D");
  }

  private static boolean hasIpv6() {
    try {
      return !Files.readString(IPV6_INTERFACES).isBlank();
    } catch (IOException _) {
      return false;
    }
  }
}
