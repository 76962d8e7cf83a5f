package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Packages of PyPI, as wheels only: building a source distribution would run its code. */
final class PypiFetcher implements Fetcher {
  private static final String LOCK = "requirements.txt";

  /** Every manylinux policy up to the C library of the oldest base image that is assembled. */
  private static final int NEWEST_GLIBC_MINOR = 36;

  private final Target target;
  private final Supplier<String> pythonVersion;
  private final Supplier<HostPython> python = new Once<>(PypiFetcher::pythonWithPip);

  /**
   * @param pythonVersion of the Python that will run the server, major and minor
   */
  PypiFetcher(Target target, Supplier<String> pythonVersion) {
    this.target = target;
    this.pythonVersion = pythonVersion;
  }

  @Override
  public String resolve(String name, Optional<String> version, Images.Progress progress) {
    String wanted = requirement(name, version);
    progress.step("resolving pypi:" + wanted);
    JsonNode report = report("resolving pypi:" + wanted, List.of("--no-deps", wanted));
    return Names.version(
        report.path("install").path(0).path("metadata").path("version").asString());
  }

  @Override
  public Program fetch(Order order) {
    String requirement = requirement(order.name(), Optional.of(order.version()));
    try {
      install(List.of(requirement), order);
      return PythonEntry.ofPackage(order.name(), order.app()).program(order.version(), order.app());
    } catch (IOException e) {
      throw new ImageException("Fetching pypi:" + requirement + " failed: " + e.getMessage(), e);
    }
  }

  /** Installs these requirements with their closure into the order's folder. */
  void install(List<String> requirements, Order order) throws IOException {
    Path lock = order.lock().resolve(LOCK);
    String step = "fetching " + order.name() + " and its dependencies";
    if (requirements.isEmpty()) {
      return;
    }
    if (!Files.exists(lock)) {
      order.progress().step("resolving the dependencies of " + order.name());
      Files.write(lock, locked(report(step, requirements)));
    }
    order.progress().step(step);
    List<String> arguments =
        new ArrayList<>(List.of("--require-hashes", "--no-deps", "--no-compile"));
    arguments.addAll(List.of("--target", order.app().toString(), "-r", lock.toString()));
    pip(step, arguments);
    order.progress().step("fetched " + Files.readAllLines(lock).size() + " packages");
    // Scripts name this machine's Python in their first line; PythonEntry starts the server.
    Folders.remove(order.app().resolve("bin"));
    compile(order.app());
  }

  private void compile(Path app) {
    String seenAt = target.container() ? "/app" : app.toString();
    HostPython.ofVersion(pythonVersion.get()).ifPresent(python -> python.compile(app, seenAt));
  }

  private static List<String> locked(JsonNode report) {
    List<String> lines = new ArrayList<>();
    for (JsonNode item : report.path("install")) {
      JsonNode metadata = item.path("metadata");
      String hash =
          item.path("download_info")
              .path("archive_info")
              .path("hashes")
              .path("sha256")
              .asString("");
      String name = metadata.path("name").asString();
      if (hash.isEmpty()) {
        throw new ImageException("pypi:" + name + " does not come as a wheel from a package index");
      }
      lines.add(
          "%s==%s --hash=sha256:%s".formatted(name, metadata.path("version").asString(), hash));
    }
    lines.sort(String.CASE_INSENSITIVE_ORDER);
    return lines;
  }

  private JsonNode report(String step, List<String> requirements) {
    List<String> arguments =
        new ArrayList<>(List.of("--dry-run", "--ignore-installed", "--report", "-"));
    // pip wants a target before it looks for another platform; a dry run writes nothing there.
    arguments.addAll(List.of("--target", System.getProperty("java.io.tmpdir")));
    arguments.addAll(requirements);
    return Json.parse(pip(step, arguments), "pip");
  }

  private String pip(String step, List<String> more) {
    HostPython python = this.python.get();
    List<String> arguments = new ArrayList<>(List.of("-I", "-m", "pip", "install", "--quiet"));
    arguments.addAll(List.of("--only-binary=:all:", "--no-input", "--no-warn-conflicts"));
    arguments.addAll(platform(python));
    arguments.addAll(more);
    return python
        .run(Path.of("/"))
        .with("GIT_ALLOW_PROTOCOL", "none")
        .with("PIP_ROOT_USER_ACTION", "ignore")
        .run(step, arguments);
  }

  private static HostPython pythonWithPip() {
    return HostPython.withPip()
        .orElseThrow(() ->
            new ImageException(
                "PyPI servers need Python 3.10 or newer with pip 22.3 or newer: install"
                    + " python3-pip"));
  }

  /** What pip must know when it installs for another Python than the one it runs in. */
  private List<String> platform(HostPython python) {
    String version = pythonVersion.get();
    if (!target.container()) {
      return python.version().equals(version) ? List.of() : List.of("--python-version", version);
    }
    List<String> arguments = new ArrayList<>(List.of("--python-version", version));
    arguments.addAll(List.of("--implementation", "cp"));
    IntStream.rangeClosed(0, NEWEST_GLIBC_MINOR)
        .map(minor -> NEWEST_GLIBC_MINOR - minor)
        .filter(minor -> minor >= 5)
        .mapToObj(minor -> "manylinux_2_" + minor + "_" + target.machine())
        .forEach(tag -> arguments.addAll(List.of("--platform", tag)));
    arguments.addAll(List.of("--platform", "manylinux2014_" + target.machine()));
    return arguments;
  }

  private static String requirement(String name, Optional<String> version) {
    return name + version.map(exact -> "==" + Names.version(exact)).orElse("");
  }
}
