package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Packages of the npm registry. Install scripts are off for the package and for everything below
 * it, and dependencies from git are refused: fetching those runs their build.
 */
final class NpmFetcher implements Fetcher {
  private static final String LOCK = "package-lock.json";

  private final Target target;
  private final AddonCompiler compiler;

  NpmFetcher(Target target, AddonCompiler compiler) {
    this.target = target;
    this.compiler = compiler;
  }

  @Override
  public String resolve(String name, Optional<String> version, Images.Progress progress) {
    String wanted = name + "@" + version.map(Names::version).orElse("latest");
    progress.step("resolving npm:" + wanted);
    String printed =
        npm(Path.of(System.getProperty("java.io.tmpdir")))
            .run("resolving npm:" + wanted, List.of("view", "--json", wanted, "version"));
    if (printed.isBlank()) {
      throw new ImageException("npm knows no version '" + wanted + "'");
    }
    JsonNode answer = Json.parse(printed, "npm view");
    // A word like "1.x" has several answers, oldest first.
    JsonNode newest = answer.isArray() ? answer.get(answer.size() - 1) : answer;
    return Names.version(newest.asString());
  }

  @Override
  public Program fetch(Order order) {
    try {
      Json.write(order.app().resolve("package.json"), manifest(order));
      install(order);
      return NodeEntry.find(order.name(), order.app().resolve("node_modules/" + order.name()))
          .program(order.app());
    } catch (IOException e) {
      throw new ImageException("Fetching npm:" + order.name() + " failed: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> manifest(Order order) {
    return Map.of(
        "name",
        "mcp-server",
        "version",
        "1.0.0",
        "private",
        true,
        "dependencies",
        Map.of(order.name(), order.version()));
  }

  /** Installs what {@code package.json} in the order's folder asks for. */
  void install(Order order) throws IOException {
    Path lock = order.lock().resolve(LOCK);
    boolean locked = Files.exists(lock);
    if (locked) {
      Files.copy(lock, order.app().resolve(LOCK), StandardCopyOption.REPLACE_EXISTING);
    }
    String step = "fetching " + order.name() + " and its dependencies";
    order.progress().step(step);
    npm(order.app()).run(step, arguments(locked ? "ci" : "install"));
    Files.copy(order.app().resolve(LOCK), lock, StandardCopyOption.REPLACE_EXISTING);
    NpmLock closure = NpmLock.read(lock);
    closure.refuseForeignSources();
    order.progress().step("fetched " + closure.size() + " packages");
    List<String> unbuilt = new NativeAddons(target).unbuilt(closure, order.app());
    List<String> needed = unbuilt.stream().filter(folder -> !closure.isOptional(folder)).toList();
    leaveOut(unbuilt.stream().filter(closure::isOptional).toList(), order);
    if (!needed.isEmpty()) {
      compiler.compile(order.app(), needed, order.progress());
    }
  }

  /**
   * Optional addons that would have to be compiled: npm leaves them out where there is no compiler.
   */
  private static void leaveOut(List<String> folders, Order order) throws IOException {
    for (String folder : folders) {
      Folders.remove(order.app().resolve(folder));
      order.progress().step("left out " + folder + ": optional, and it would need a compiler");
    }
  }

  private List<String> arguments(String command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--ignore-scripts",
                "--omit=dev",
                "--no-audit",
                "--no-fund",
                "--no-bin-links",
                "--no-progress"));
    if (target.container()) {
      arguments.addAll(List.of("--os=linux", "--cpu=" + target.nodeCpu(), "--libc=glibc"));
    }
    return arguments;
  }

  /** The environment outranks every .npmrc, also that of a package which npm unpacks. */
  private static Subprocess npm(Path directory) {
    Path npm = HostTools.need("npm", "install Node.js 22 or newer with npm (https://nodejs.org)");
    return new Subprocess(npm, directory)
        .with("npm_config_ignore_scripts", "true")
        .with("npm_config_git", "/bin/false")
        .with("npm_config_allow_git", "none")
        .with("npm_config_update_notifier", "false");
  }
}
