package dev.mcpcentral.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the admin API. */
final class Paths {
  private Paths() {}

  static String server(String name) {
    return "/servers/" + encode(name);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
