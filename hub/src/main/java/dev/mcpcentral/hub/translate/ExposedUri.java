package dev.mcpcentral.hub.translate;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The URI under which clients of the aggregated endpoint see a server's resource: {@code
 * mcp://SERVER/ORIGINAL}; only {@code ui://rest} becomes {@code ui://SERVER/rest}, because hosts of
 * MCP Apps look at the scheme.
 *
 * <p>The original follows as it is, without percent-encoding. That is what lets URI templates work:
 * a client that expands {@code mcp://s/test://x/{id}} gets the exposed form of what the expanded
 * original would be, whatever the value. Any escaping would have to be undone, and would then also
 * undo what the client's expansion has escaped.
 *
 * <p>The exposed form is a URI (RFC 3986) or template (RFC 6570) when the original is one, as its
 * characters are allowed in a path, query and fragment too; only the brackets of an IPv6 host
 * ({@code http://[::1]/}) are not, strictly.
 */
public final class ExposedUri {
  private static final String SCHEME = "mcp://";
  private static final String UI = "ui://";

  /** Whose resource it is, and the URI by which that server knows it. */
  public record Parsed(ServerName server, String original) {}

  private ExposedUri() {}

  /** The exposed form of any text whatsoever; {@link #parse} gives it back unchanged. */
  public static String of(ServerName server, String original) {
    return original.startsWith(UI)
        ? UI + server + "/" + original.substring(UI.length())
        : SCHEME + server + "/" + original;
  }

  /** Empty when {@code exposed} is no URI of the aggregated endpoint. */
  public static Optional<Parsed> parse(String exposed) {
    String scheme = exposed.startsWith(UI) ? UI : SCHEME;
    int slash = exposed.indexOf('/', scheme.length());
    if (!exposed.startsWith(scheme) || slash < 0) {
      return Optional.empty();
    }
    String original = exposed.substring(slash + 1);
    return Servers.name(exposed.substring(scheme.length(), slash))
        .map(server -> new Parsed(server, scheme.equals(UI) ? UI + original : original));
  }

  /** Maps a server's URIs to exposed ones. */
  public static UnaryOperator<String> exposing(ServerName server) {
    return original -> of(server, original);
  }

  /** Maps exposed URIs of this server back; others stay, as that server cannot know them. */
  public static UnaryOperator<String> restoring(ServerName server) {
    return exposed ->
        parse(exposed)
            .filter(parsed -> parsed.server().equals(server))
            .map(Parsed::original)
            .orElse(exposed);
  }
}
