package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Life;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Profile;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The configuration of a hub whose servers Compose runs: the same servers at the same levels of
 * risk, each of them by the name of its container.
 */
final class HubConfiguration {
  private HubConfiguration() {}

  /**
   * Writes the file.
   *
   * @param file does not exist yet
   * @param remote servers that run elsewhere, taken over as they are
   */
  static void write(
      Path file,
      Configuration declared,
      List<ComposedServer> servers,
      List<ServerSpec> remote,
      ComposeSettings settings)
      throws IOException {
    Files.writeString(file, head(declared, settings));
    ConfigurationFile written = new ConfigurationFile(file, Set.of());
    servers.forEach(
        server -> written.addServer(attached(server, settings, file.resolveSibling(""))));
    remote.forEach(written::addServer);
  }

  private static String head(Configuration declared, ComposeSettings settings) {
    Set<String> hosts = new TreeSet<>(declared.allowedHosts());
    hosts.add(HubService.NAME);
    return """
    %s The hub's own configuration, inside its container.
    #
    # Nobody comes in without a token, because the hub listens on all addresses of its container.
    auth: {allowed-hosts: [%s]}
    listen: {mcp: "0.0.0.0:3010", a2a: "0.0.0.0:3011", bridge: "0.0.0.0:3012", admin: "0.0.0.0:3013"}
    audit: {durability: %s}
    registry: {address: "%s"}
    # Containers that others label for this hub are listed, and wait for a review.
    discovery: own
    %s\
    """
        .formatted(
            ComposeFile.MARK,
            String.join(", ", hosts),
            word(declared.durability()),
            settings.address(),
            profiles(declared.profiles()));
  }

  private static String profiles(List<Profile> profiles) {
    if (profiles.isEmpty()) {
      return "";
    }
    return profiles.stream()
        .map(profile ->
            "  %s: {%sdiscovery: %s}\n"
                .formatted(profile.name(), servers(profile), word(profile.discovery())))
        .collect(Collectors.joining("", "profiles:\n", ""));
  }

  private static String servers(Profile profile) {
    return profile.servers().isEmpty()
        ? ""
        : "servers: ["
            + profile.servers().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "))
            + "], ";
  }

  /** What is left of a server when Compose runs it: who may call it, and how to speak to it. */
  private static ServerSpec attached(ComposedServer server, ComposeSettings settings, Path folder) {
    ServerSpec spec = server.spec();
    return new ServerSpec(
        spec.name(),
        Source.parse("container:" + settings.container(server.name()), folder),
        List.of(),
        new Oversight(
            spec.effectiveRisk(), spec.oversight().reviewed(), spec.oversight().enabled()),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Reach.NONE,
        spec.port(),
        spec.httpPath(),
        DeclaredLimits.NONE,
        spec.era(),
        spec.callTimeout(),
        Life.DEFAULT,
        Map.of());
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
