package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration.Durability;
import dev.mcpcentral.hub.spec.Configuration.Listen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the root of the file. */
final class ConfigurationReader {
  static final int MAX_SERVERS = 2000;

  private static final Pattern HOST_NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern MIRROR =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9][a-z0-9._-]*)*");
  private static final int MAX_NAME = 253;

  private final HostPaths paths;
  private final Problems problems;

  ConfigurationReader(HostPaths paths, Problems problems) {
    this.paths = paths;
    this.problems = problems;
  }

  /** The configuration; meaningful only when no problem was found. */
  Configuration read(Node root) {
    Section file = Section.of(root, "", Keys.FILE, "servers: {}", problems);
    Optional<Section> auth = file.section("auth", Keys.AUTH, "{anonymous: loopback}");
    boolean anonymous =
        auth.flatMap(a -> a.choice("anonymous", List.of(Anonymous.values()))).isPresent();
    Listen listen = listen(file);
    auth.filter(_ -> anonymous).ifPresent(a -> refuseOpenAnonymous(a, listen));
    return new Configuration(
        anonymous,
        auth.map(this::allowedHosts).orElse(Set.of()),
        listen,
        file.section("audit", Keys.AUDIT, "{durability: durable}")
            .flatMap(audit -> audit.choice("durability", List.of(Durability.values())))
            .orElse(Durability.DURABLE),
        file.section("images", Keys.IMAGES, "{mirror: mirror.example.com/hub}")
            .flatMap(images ->
                images.value("mirror", "mirror.example.com/hub", ConfigurationReader::mirror)),
        file.section("registry", Keys.REGISTRY, "{address: localhost:5000}")
            .flatMap(
                registry -> registry.value("address", "localhost:5000", RegistryAddress::parse))
            .orElse(RegistryAddress.DEFAULT),
        file.choice("discovery", List.of(Discovery.values())).orElse(Discovery.ALL),
        servers(file),
        profiles(file),
        new WaiverReader(problems).read(file));
  }

  private Set<String> allowedHosts(Section auth) {
    Set<String> hosts = new HashSet<>();
    for (String host : auth.texts("allowed-hosts", "[hub.example.com]")) {
      String name = host.toLowerCase(Locale.ROOT);
      if (name.length() <= MAX_NAME && HOST_NAME.matcher(name).matches()) {
        hosts.add(name);
      } else {
        problems.add(
            auth.place("allowed-hosts"),
            "'allowed-hosts' takes host names without port or '*', for example hub.example.com, not '"
                + Section.shown(host)
                + "'");
      }
    }
    return hosts;
  }

  private static String mirror(String text) {
    if (text.length() > MAX_NAME || !MIRROR.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a registry and an optional path without https://, for example mirror.example.com:5000/hub");
    }
    return text;
  }

  private Listen listen(Section file) {
    Optional<Section> found = file.section("listen", Keys.LISTEN, "{mcp: 127.0.0.1:3010}");
    Listen listen =
        new Listen(
            address(found, "mcp", 3010),
            address(found, "a2a", 3011),
            address(found, "bridge", 3012),
            address(found, "admin", 3013));
    List<Integer> ports =
        listen.all().map(InetSocketAddress::getPort).filter(port -> port != 0).toList();
    if (new HashSet<>(ports).size() < ports.size()) {
      problems.add(file.place("listen"), "two listeners share a port: give each its own");
    }
    return listen;
  }

  private static InetSocketAddress address(Optional<Section> listen, String key, int port) {
    return listen
        .flatMap(l -> l.value(key, "127.0.0.1:" + port, ConfigurationReader::address))
        .orElseGet(() -> new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  /** Names are not looked up, {@code localhost} apart: an address must mean the same every time. */
  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(colon, 0));
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      String literal = host.equals("localhost") ? "127.0.0.1" : host;
      return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an address and a port, for example 127.0.0.1:3010 or [::1]:3010", e);
    }
  }

  private void refuseOpenAnonymous(Section auth, Listen listen) {
    listen
        .all()
        .filter(address -> !address.getAddress().isLoopbackAddress())
        .findFirst()
        .ifPresent(address ->
            problems.add(
                auth.place("anonymous"),
                ("listen has " + address.getAddress().getHostAddress())
                    + ", which others can reach, so every caller needs a token:"
                    + " remove 'anonymous', or listen on 127.0.0.1 only"));
  }

  private SequencedMap<ServerName, ServerSpec> servers(Section file) {
    SequencedMap<ServerName, ServerSpec> servers = new LinkedHashMap<>();
    Optional<Node> node = file.node("servers");
    if (node.isEmpty()) {
      return servers;
    }
    String example = "servers: {memory: {source: npm:@modelcontextprotocol/server-memory}}";
    Section section = Section.free(node.get(), "'servers'", example, problems);
    if (section.entries().size() > MAX_SERVERS) {
      problems.add(node.get(), "at most " + MAX_SERVERS + " servers can be declared");
    }
    ServerReader reader = new ServerReader(paths, problems);
    section
        .entries()
        .forEach((name, tuple) ->
            reader
                .read(name, tuple.getKeyNode(), tuple.getValueNode())
                .ifPresent(spec -> servers.put(spec.name(), spec)));
    return servers;
  }

  private List<Profile> profiles(Section file) {
    List<Profile> profiles = new ArrayList<>();
    String example = "profiles: {small: {servers: [memory], discovery: search}}";
    file.node("profiles")
        .map(node -> Section.free(node, "'profiles'", example, problems))
        .ifPresent(section ->
            section
                .entries()
                .forEach((name, tuple) -> {
                  String where = "profile " + Section.shown(name);
                  Section profile =
                      Section.of(tuple.getValueNode(), where, Keys.PROFILE, example, problems);
                  profile(name, profile, tuple.getKeyNode()).ifPresent(profiles::add);
                }));
    return profiles;
  }

  private Optional<Profile> profile(String name, Section section, Node key) {
    Profile.Discovery discovery =
        section
            .choice("discovery", List.of(Profile.Discovery.values()))
            .orElse(Profile.Discovery.LIST);
    try {
      Set<ServerName> servers = new HashSet<>();
      section.texts("servers", "[memory]").forEach(server -> servers.add(new ServerName(server)));
      return Optional.of(new Profile(name, servers, discovery));
    } catch (IllegalArgumentException malformed) {
      problems.add(key, Section.shown(name) + " cannot be declared: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  private enum Anonymous {
    LOOPBACK
  }
}
