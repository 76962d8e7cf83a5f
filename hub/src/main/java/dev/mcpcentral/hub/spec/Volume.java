package dev.mcpcentral.hub.spec;

import java.util.regex.Pattern;

/**
 * Durable storage owned by one server: a name, private to that server, and an absolute path in the
 * container.
 */
public record Volume(String name, String target) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  /**
   * Refuses other names and paths with {@link IllegalArgumentException}, whose message says why.
   */
  public Volume {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a volume's name has 1 to 63 characters of a-z, 0-9, '-' and '_', starting with a letter or digit");
    }
    ContainerPath.check(target);
  }
}
