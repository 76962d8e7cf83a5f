package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The whole of {@code mcp-central.yaml}, validated.
 *
 * @param anonymousLoopback {@code auth.anonymous: loopback}: callers from 127.0.0.1 and ::1 need no
 *     token on the client listeners
 * @param allowedHosts names, besides the loopback ones, that a request's Host and Origin may carry
 * @param imageMirror {@code images.mirror}: prefix that replaces the registry part of base image
 *     references
 * @param servers in the order in which they were declared
 */
public record Configuration(
    boolean anonymousLoopback,
    Set<String> allowedHosts,
    Listen listen,
    Durability durability,
    Optional<String> imageMirror,
    SequencedMap<ServerName, ServerSpec> servers) {

  /** Where the four listeners bind. */
  public record Listen(
      InetSocketAddress mcp,
      InetSocketAddress a2a,
      InetSocketAddress bridge,
      InetSocketAddress admin) {}

  /** {@code audit.durability}. */
  public enum Durability {
    /** A record is on disk before the call goes on. */
    DURABLE,
    /** A record is in a bounded queue before the call goes on, and on disk within 200 ms. */
    ASYNC
  }
}
