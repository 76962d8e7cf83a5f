package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;

/** placeholder until merged */
public final class ExposedUri {
  public record Parsed(ServerName server, String original) {}

  private ExposedUri() {}

  public static String of(ServerName server, String original) {
    return "mcp://" + server + "/" + original;
  }

  public static Optional<Parsed> parse(String exposed) {
    if (!exposed.startsWith("mcp://")) {
      return Optional.empty();
    }
    int slash = exposed.indexOf('/', 6);
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Parsed(new ServerName(exposed.substring(6, slash)), exposed.substring(slash + 1)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
