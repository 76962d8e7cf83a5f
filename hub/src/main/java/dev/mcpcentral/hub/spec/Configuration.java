package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole of {@code mcp-central.yaml}, validated.
 *
 * @param anonymousLoopback {@code auth.anonymous: loopback}: callers from 127.0.0.1 and ::1 need no
 *     token on the client listeners
 * @param allowedHosts names, besides the loopback ones, that a request's Host and Origin may carry;
 *     in small letters, without port
 * @param imageMirror {@code images.mirror}: prefix that replaces the registry part of base image
 *     references
 * @param registry {@code registry.address}: the local image registry
 * @param discovery which containers of others are taken up
 * @param servers in the order in which they were declared; unmodifiable
 * @param profiles views on the servers, each at an address of its own
 * @param waivers findings that the operator lives with for a while
 */
public record Configuration(
    boolean anonymousLoopback,
    Set<String> allowedHosts,
    Listen listen,
    Durability durability,
    Optional<String> imageMirror,
    RegistryAddress registry,
    Discovery discovery,
    SequencedMap<ServerName, ServerSpec> servers,
    List<Profile> profiles,
    List<Waiver> waivers) {

  public Configuration {
    allowedHosts = Set.copyOf(allowedHosts);
    profiles = List.copyOf(profiles);
    waivers = List.copyOf(waivers);
    servers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(servers));
  }

  Configuration withServers(SequencedMap<ServerName, ServerSpec> others) {
    return with(others, waivers);
  }

  Configuration withWaivers(List<Waiver> others) {
    return with(servers, others);
  }

  private Configuration with(
      SequencedMap<ServerName, ServerSpec> otherServers, List<Waiver> otherWaivers) {
    return new Configuration(
        anonymousLoopback,
        allowedHosts,
        listen,
        durability,
        imageMirror,
        registry,
        discovery,
        otherServers,
        profiles,
        otherWaivers);
  }

  /** Where the four listeners bind: addresses, never names; port 0 means any free port. */
  public record Listen(
      InetSocketAddress mcp,
      InetSocketAddress a2a,
      InetSocketAddress bridge,
      InetSocketAddress admin) {

    Stream<InetSocketAddress> all() {
      return Stream.of(mcp, a2a, bridge, admin);
    }
  }

  /** {@code audit.durability}. */
  public enum Durability {
    /** A record is on disk before the call goes on. */
    DURABLE,
    /** A record is in a bounded queue before the call goes on, and on disk within 200 ms. */
    ASYNC
  }
}
