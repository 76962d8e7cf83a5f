package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A folder with a {@code pyproject.toml} or a {@code requirements.txt}; it is copied, not built.
 */
record PythonProject(PypiFetcher pypi) implements Project {
  /** A name with a version range: no option, no URL, no path. */
  private static final Pattern REQUIREMENT =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(\\[[\\w., -]*])?[^@/:]*");

  private static final List<String> STARTS =
      List.of("__main__.py", "server.py", "main.py", "app.py");

  @Override
  public Program install(Path folder, Fetcher.Order order) throws IOException {
    JsonNode project = project(folder);
    pypi.install(requirements(folder, project), order);
    ProjectFolder.copy(folder, order.app());
    Map<String, String> scripts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> script : project.path("scripts").properties()) {
      scripts.put(script.getKey(), script.getValue().asString(""));
    }
    if (scripts.isEmpty()) {
      return Program.of(order.version(), Language.PYTHON, start(order.app()));
    }
    String name = project.path("name").asString(order.name());
    return PythonEntry.parse(name, Choice.of("dir:" + folder, name, scripts))
        .program(order.version(), order.app());
  }

  /** The {@code [project]} table; Python reads its own format, and nothing of the folder runs. */
  private static JsonNode project(Path folder) {
    Path file = folder.resolve("pyproject.toml");
    if (!Files.exists(file)) {
      return Json.MAPPER.createObjectNode();
    }
    String question =
        "import json, sys, tomllib\n"
            + "print(json.dumps(tomllib.load(open(sys.argv[1], 'rb')).get('project', {}), default=str))";
    HostPython python =
        HostPython.newEnoughFor("tomllib")
            .orElseThrow(() ->
                new ImageException("pyproject.toml needs Python 3.11 or newer: install python3"));
    return Json.parse(
        python
            .run(Path.of("/"))
            .run("reading " + file, List.of("-I", "-c", question, file.toString())),
        "python3");
  }

  private static List<String> requirements(Path folder, JsonNode project) throws IOException {
    List<String> found = new ArrayList<>();
    project.path("dependencies").forEach(item -> found.add(item.asString("")));
    Path file = folder.resolve("requirements.txt");
    if (found.isEmpty() && Files.exists(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        lines
            .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(found::add);
      }
    }
    for (String requirement : found) {
      if (!REQUIREMENT.matcher(requirement).matches()) {
        throw new ImageException(
            "'"
                + requirement
                + "' is not a name with versions; use a Dockerfile for the rest of pip");
      }
    }
    return found;
  }

  private static String start(Path app) {
    return STARTS.stream()
        .filter(file -> Files.exists(app.resolve(file)))
        .findFirst()
        .orElseThrow(() ->
            new ImageException(
                "No [project.scripts] and none of " + STARTS + ": add one, or a Dockerfile"));
  }
}
