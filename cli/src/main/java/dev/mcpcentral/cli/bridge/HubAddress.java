package dev.mcpcentral.cli.bridge;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub's MCP endpoint is, and the bearer token for it.
 *
 * @param endpoint an absolute {@code http} or {@code https} URL
 * @param token null to come without one
 */
public record HubAddress(URI endpoint, @Nullable String token) {
  public HubAddress {
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!web || endpoint.getHost() == null) {
      throw new IllegalArgumentException("not an http or https URL: " + endpoint);
    }
    if (token != null && !token.matches("[\\x21-\\x7E]+")) {
      throw new IllegalArgumentException("a token has no blanks and is plain ASCII");
    }
  }

  /**
   * The endpoint below {@code url}; a URL with a path of its own is taken as it is.
   *
   * @param path for example {@code /mcp}
   */
  public static HubAddress of(String url, String path, @Nullable String token) {
    URI base = URI.create(url.strip());
    boolean bare = base.getPath() == null || base.getPath().isEmpty() || base.getPath().equals("/");
    return new HubAddress(bare ? base.resolve(path) : base, token);
  }

  /** The hub without the endpoint's path, as people know it. */
  String hub() {
    return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
