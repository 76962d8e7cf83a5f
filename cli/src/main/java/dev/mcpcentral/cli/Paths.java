package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the admin API. */
final class Paths {
  private Paths() {}

  /** {@link IllegalArgumentException}, in words for people, for what is no name at all. */
  static String server(String name) {
    return "/servers/" + new ServerName(name);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
