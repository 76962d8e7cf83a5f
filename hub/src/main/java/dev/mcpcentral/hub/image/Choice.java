package dev.mcpcentral.hub.image;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which of a package's commands is the server. */
final class Choice {
  private Choice() {}

  /**
   * The value of the command named {@code preferred}, else of the only one. Names that differ in
   * case, '-', '_' and '.' are the same.
   *
   * @throws ImageException naming the commands when neither exists
   */
  static String of(String source, String preferred, Map<String, String> commands) {
    Optional<String> named =
        commands.entrySet().stream()
            .filter(entry -> plain(entry.getKey()).equals(plain(preferred)))
            .map(Map.Entry::getValue)
            .findFirst();
    Set<String> targets = new TreeSet<>(commands.values());
    if (named.isPresent()) {
      return named.get();
    }
    if (targets.size() == 1) {
      return targets.iterator().next();
    }
    throw new ImageException(
        commands.isEmpty()
            ? source + " has no command to start: it is a library, not a server"
            : source
                + " has several commands and none is named like it: "
                + String.join(", ", commands.keySet())
                + ". Make a folder with a Dockerfile that starts the right one and use dir:");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
