package dev.mcpcentral.hub.engine;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a view of the engine shows, with the paths of the Docker Engine API and the parameters that
 * each may have. Everything that is not here is refused.
 */
enum Shown {
  PING("/_ping", Map.of()),
  VERSION("/version", Map.of()),
  INFO("/info", Map.of()),
  CONTAINERS(
      "/containers/json",
      Map.of(
          "all", Grammar.FLAG,
          "limit", Grammar.NUMBER,
          "size", Grammar.FLAG,
          // Without meaning to any engine of today, and still sent by Docker's client for Python.
          "trunc_cmd", Grammar.FLAG,
          "filters", Grammar.FILTERS)),
  CONTAINER("/containers/" + Grammar.ID + "/json", Map.of("size", Grammar.FLAG)),
  LOGS(
      "/containers/" + Grammar.ID + "/logs",
      Map.of(
          "stdout", Grammar.FLAG,
          "stderr", Grammar.FLAG,
          "follow", Grammar.FLAG,
          "timestamps", Grammar.FLAG,
          "since", Grammar.TIME,
          "until", Grammar.TIME,
          "tail", Grammar.TAIL,
          // With details the engine adds variables of the container's environment.
          "details", Grammar.OFF)),
  STATS(
      "/containers/" + Grammar.ID + "/stats",
      Map.of("stream", Grammar.OFF, "one-shot", Grammar.FLAG)),
  // Without ps_args: one of them shows the environment.
  TOP("/containers/" + Grammar.ID + "/top", Map.of()),
  IMAGES(
      "/images/json",
      Map.of("all", Grammar.FLAG, "only_ids", Grammar.OFF, "filters", Grammar.FILTERS)),
  IMAGE("/images/" + Grammar.IMAGE + "/json", Map.of()),
  NETWORKS("/networks", Map.of("filters", Grammar.FILTERS)),
  VOLUMES("/volumes", Map.of("filters", Grammar.FILTERS));

  private final Pattern path;

  @SuppressWarnings("ImmutableEnumChecker") // It is given as Map.of.
  private final Map<String, Pattern> parameters;

  Shown(String path, Map<String, Pattern> parameters) {
    this.path = Pattern.compile(path);
    this.parameters = parameters;
  }

  /** The name in the path, empty for what has none; absent when it is another path. */
  Optional<String> match(String asked) {
    Matcher matcher = path.matcher(asked);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
  }

  /** Whether a parameter may be there with this value, decoded. */
  boolean takes(String name, String value) {
    Pattern grammar = parameters.get(name);
    return grammar != null && grammar.matcher(value).matches();
  }

  /** Values of parameters, and names within paths. */
  private static final class Grammar {
    static final String ID = "([A-Za-z0-9][A-Za-z0-9_.-]{0,127})";
    static final String IMAGE = "([A-Za-z0-9][A-Za-z0-9_.:@/-]{0,511})";
    static final Pattern FLAG = Pattern.compile("(0|1|true|false|True|False)?");
    static final Pattern OFF = Pattern.compile("(0|false|False)?");
    static final Pattern NUMBER = Pattern.compile("-?\\d{1,6}");
    static final Pattern TIME = Pattern.compile("[0-9A-Za-z:.+-]{0,40}");
    static final Pattern TAIL = Pattern.compile("all|\\d{0,6}");

    /** JSON of the shape that {@code docker --filter} sends; its size is bounded by the head's. */
    static final Pattern FILTERS = Pattern.compile("\\{[\\x20-\\x7e]{0,4094}\\}");
  }
}
