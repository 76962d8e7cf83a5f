package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Volume;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names of what an installation keeps in an engine. A dot ends the server's name, because a
 * server's name has none: no two servers can come to share a volume.
 */
record Naming(String installation) {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  String prefix() {
    return "mcp-central-" + installation;
  }

  /** A new name each time: the container before may still be on its way out. */
  String container(ServerName server) {
    byte[] suffix = new byte[4];
    RANDOM.nextBytes(suffix);
    return prefix() + "-" + server + "." + HexFormat.of().formatHex(suffix);
  }

  String volume(ServerName server, Volume volume) {
    checkVolumeName(volume.name());
    return prefix() + "-" + server + "." + volume.name();
  }

  /** A volume's name becomes part of names and paths, so it must not lead elsewhere. */
  static void checkVolumeName(String name) {
    if (!VOLUME.matcher(name).matches()) {
      throw new EngineException(
          "'"
              + name
              + "' is not a volume name: use 1 to 64 characters of a-z, A-Z, 0-9, '_', '.' and '-', starting with a letter or digit");
    }
  }

  /** The network of one HTTP server that may reach nothing. */
  String closedNetwork(ServerName server) {
    return prefix() + "-" + server + ".net";
  }

  /** The network of one server that may reach the outside world. */
  String openNetwork(ServerName server) {
    return prefix() + "-" + server + ".open";
  }

  /** Whether a container's name is one of ours; the engine puts a slash before it. */
  boolean owns(String containerName) {
    String name = containerName.startsWith("/") ? containerName.substring(1) : containerName;
    return name.startsWith(prefix() + "-");
  }
}
