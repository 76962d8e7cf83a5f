package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The function or module that starts a Python server. A folder with a {@code __main__.py} is
 * started by its name, wherever it is, and is itself the first place to import from.
 */
record PythonEntry(String command, String module, String function) {
  private static final Pattern REFERENCE =
      Pattern.compile("([A-Za-z_][\\w.]*)\\s*(?::\\s*([A-Za-z_][\\w.]*))?\\s*(?:\\[.*])?");

  /** Reads {@code module:function}, the value of a console script; or a module's name alone. */
  static PythonEntry parse(String command, String reference) {
    Matcher matcher = REFERENCE.matcher(reference.strip());
    if (!matcher.matches()) {
      throw new ImageException(
          "'" + reference + "' does not name a Python function: module:function");
    }
    return new PythonEntry(
        command, matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
  }

  /** The console script of an installed package, else its {@code __main__} module. */
  static PythonEntry ofPackage(String name, Path app) throws IOException {
    Map<String, String> scripts = consoleScripts(distInfo(name, app));
    String module = plain(name);
    if (scripts.isEmpty() && Files.exists(app.resolve(module).resolve("__main__.py"))) {
      return new PythonEntry(name, module, "");
    }
    return parse(name, Choice.of("pypi:" + name, name, scripts));
  }

  /** Writes the start file into the program's folder. */
  Program program(String version, Path app) throws IOException {
    Files.writeString(app.resolve("__main__.py"), launcher());
    return Program.of(version, Language.PYTHON, "");
  }

  private String launcher() {
    String start =
        function.isEmpty()
            ? "import runpy\nrunpy.run_module(\"%s\", run_name=\"__main__\", alter_sys=True)\n"
                .formatted(module)
            : "from %s import %s\nsys.exit(%s())\n"
                .formatted(module, function.replaceFirst("\\..*", ""), function);
    return """
    import os
    import site
    import sys

    here = os.path.dirname(os.path.abspath(__file__))
    folders = [here, os.path.join(here, "src")]
    for folder in folders:
        site.addsitedir(folder)
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)
    sys.argv[0] = "%s"
    %s\
    """
        .formatted(command, start);
  }

  private static Path distInfo(String name, Path app) throws IOException {
    try (Stream<Path> files = Files.list(app)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".dist-info"))
          .filter(file ->
              plain(file.getFileName().toString().replaceFirst("-.*", "")).equals(plain(name)))
          .findFirst()
          .orElseThrow(() -> new ImageException("pip did not install pypi:" + name));
    }
  }

  static Map<String, String> consoleScripts(Path distInfo) throws IOException {
    Path file = distInfo.resolve("entry_points.txt");
    Map<String, String> scripts = new TreeMap<>();
    String section = "";
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        section = text;
      } else if (section.equals("[console_scripts]") && equals > 0 && !text.startsWith("#")) {
        scripts.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    return scripts;
  }

  private static String plain(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_.]+", "_");
  }
}
