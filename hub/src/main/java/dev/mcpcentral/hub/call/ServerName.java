package dev.mcpcentral.hub.call;

import java.util.regex.Pattern;

/**
 * The name an operator gives a server: 1 to 32 characters of {@code [a-z0-9-]}, starting with a
 * letter or digit.
 *
 * <p>Underscores are left out on purpose: {@code server__tool} then never looks like another
 * server's tool.
 */
public record ServerName(String value) implements Comparable<ServerName> {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /**
   * Refuses a name outside the grammar with {@link IllegalArgumentException}, whose message says
   * what is allowed.
   */
  public ServerName {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a server name: use 1 to 32 characters of a-z, 0-9 and '-', starting with a letter or digit");
    }
  }

  @Override
  public int compareTo(ServerName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
