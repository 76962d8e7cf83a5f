package dev.mcpcentral.hub.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The configuration file cannot be used, read or edited. The message has one line for each problem
 * and is for people; it never holds the value of an environment variable or an argument.
 */
public final class ConfigurationException extends RuntimeException {
  private final transient List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  ConfigurationException(String file, String message) {
    this(List.of(new Problem(file, 0, 0, message, Optional.empty())));
  }

  /** In the order of the file, at most ten and one that counts the rest. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * One thing to correct.
   *
   * @param file the file's name
   * @param line from 1; 0 when the problem is with the file as a whole
   * @param column from 1; 0 when the problem is with the file as a whole
   * @param nearest the valid word that is closest to an unknown one
   */
  public record Problem(
      String file, int line, int column, String message, Optional<String> nearest) {
    /**
     * {@code mcp-central.yaml:12: unknown key 'mount' in server 'memory'; did you mean 'mounts'?}
     */
    @Override
    public String toString() {
      String place = line == 0 ? file : file + ":" + line;
      String hint = nearest.map(word -> "; did you mean '" + word + "'?").orElse("");
      return place + ": " + message + hint;
    }
  }
}
