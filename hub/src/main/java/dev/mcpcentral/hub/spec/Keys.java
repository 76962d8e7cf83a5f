package dev.mcpcentral.hub.spec;

import java.util.List;

/** Every key of the file, by section. A test compares them with the published JSON Schema. */
final class Keys {
  static final List<String> FILE =
      List.of(
          "auth",
          "listen",
          "audit",
          "images",
          "registry",
          "discovery",
          "servers",
          "profiles",
          "waivers");
  static final List<String> AUTH = List.of("anonymous", "allowed-hosts");
  static final List<String> LISTEN = List.of("mcp", "a2a", "bridge", "admin");
  static final List<String> AUDIT = List.of("durability");
  static final List<String> IMAGES = List.of("mirror");
  static final List<String> REGISTRY = List.of("address");
  static final List<String> WAIVER = List.of("server", "finding", "reason", "expires");
  static final List<String> SERVER =
      List.of(
          "source",
          "packages",
          "risk",
          "review",
          "enabled",
          "args",
          "mounts",
          "volumes",
          "env",
          "network",
          "egress",
          "grants",
          "port",
          "path",
          "limits",
          "era",
          "timeout",
          "instances",
          "form",
          "update",
          "pool",
          "secrets");
  static final List<String> PROFILE = List.of("servers", "discovery");
  static final List<String> MOUNT = List.of("source", "target", "mode");
  static final List<String> VOLUME = List.of("name", "target");
  static final List<String> POOL = List.of("max", "spare", "pause", "stop");
  static final List<String> LIMITS = List.of("memory", "cpus", "pids", "files", "tmp");

  private Keys() {}
}
