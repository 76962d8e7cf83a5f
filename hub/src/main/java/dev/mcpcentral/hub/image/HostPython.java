package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python of this machine.
 *
 * @param version major and minor: {@code 3.11}
 */
record HostPython(Path executable, String version) {
  private static final int OLDEST_MINOR = 10;

  /** The Python that can install: the first of PATH that has pip. */
  static Optional<HostPython> withPip() {
    return all("import pip").findFirst();
  }

  /** The Python that runs servers as processes: the system's own, which a sandbox can see. */
  static HostPython forServers() {
    return Stream.concat(all("").filter(python -> python.executable.startsWith("/usr")), all(""))
        .findFirst()
        .orElseThrow(() ->
            new ImageException(
                "No Python 3."
                    + OLDEST_MINOR
                    + " or newer on this machine: install python3 to run PyPI servers as processes"));
  }

  /** A run of this Python that looks at nobody's site packages but its own. */
  Subprocess run(Path directory) {
    return new Subprocess(executable, directory);
  }

  private static Stream<HostPython> all(String needed) {
    return HostTools.places("python3").flatMap(path -> ask(path, needed).stream());
  }

  private static Optional<HostPython> ask(Path python, String needed) {
    String question =
        needed + "\nimport sys\nprint(sys.executable, '%d.%d' % sys.version_info[:2], sep='\\n')";
    try {
      List<String> answer =
          new Subprocess(python, Path.of("/"))
              .run("asking python3 for its version", List.of("-I", "-c", question))
              .lines()
              .toList();
      int[] version = HostTools.version(answer.get(1));
      return version[0] == 3 && version[1] >= OLDEST_MINOR
          ? Optional.of(new HostPython(Path.of(answer.getFirst()), answer.get(1)))
          : Optional.empty();
    } catch (ImageException | IndexOutOfBoundsException unusable) {
      return Optional.empty();
    }
  }
}
