package dev.mcpcentral.hub.image;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The package tools and language runtimes of this machine. */
final class HostTools {
  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/local/bin",
          "/usr/bin",
          "/bin",
          "/opt/homebrew/bin",
          "/usr/local/go/bin",
          "/usr/sbin");
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

  private HostTools() {}

  static Optional<Path> find(String name) {
    return places(name).findFirst();
  }

  /**
   * The tool, or an error that says what to install.
   *
   * @param wanted what it is needed for and where it comes from
   */
  static Path need(String name, String wanted) {
    return find(name)
        .orElseThrow(() -> new ImageException("'" + name + "' is not on this machine: " + wanted));
  }

  /** Every executable of that name, those of PATH first. */
  static Stream<Path> places(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), USUAL_PLACES.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile);
  }

  /** Major and minor of the first version number in a tool's own words; 0.0 when there is none. */
  static int[] version(String printed) {
    Matcher found = VERSION.matcher(printed);
    return found.find()
        ? new int[] {Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))}
        : new int[] {0, 0};
  }
}
