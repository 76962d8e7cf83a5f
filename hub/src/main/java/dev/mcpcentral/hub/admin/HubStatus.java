package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hub at one moment.
 *
 * @param engine where servers run, for people, for example {@code Docker 28.0 at
 *     unix:///var/run/docker.sock}
 * @param engineTrouble why that engine cannot be used now, and what to do
 * @param configurationTrouble why the last edit of the configuration file was not taken over
 * @param ready what {@code /ready} answers
 * @param auditAvailable false means that calls are refused until records can be written again
 * @param egress what has gone through the ways out of servers that have one
 * @param egressGaps for people: what of a server's egress does not work, or is not guarded, on this
 *     machine
 */
public record HubStatus(
    String version,
    long pid,
    Instant since,
    Path home,
    Path config,
    String engine,
    Optional<String> engineTrouble,
    Optional<String> configurationTrouble,
    boolean ready,
    boolean auditAvailable,
    List<Endpoint> endpoints,
    Live live,
    List<ProfileView> profiles,
    Map<ServerName, Traffic> egress,
    Map<ServerName, List<String>> egressGaps) {

  public HubStatus {
    endpoints = List.copyOf(endpoints);
    profiles = List.copyOf(profiles);
    egress = Collections.unmodifiableMap(new TreeMap<>(egress));
    egressGaps = Collections.unmodifiableMap(new TreeMap<>(egressGaps));
  }

  /**
   * What is open now; all zero when nobody is being served.
   *
   * @param sessions of legacy clients
   * @param requests that are being carried out
   * @param streams that a connection carries
   * @param parkedCalls that wait for their clients to come back with answers
   */
  public record Live(int sessions, int requests, int streams, int parkedCalls) {}

  /**
   * A view on the servers.
   *
   * @param tools that it offers
   * @param tokens estimated size of all their definitions in a model's context
   * @param shownTokens the same of what its clients are shown at first
   */
  public record ProfileView(String name, int tools, long tokens, long shownTokens) {}

  /** One address to connect to; {@code name} is {@code mcp}, {@code bridge} or {@code admin}. */
  public record Endpoint(String name, URI url) {}
}
