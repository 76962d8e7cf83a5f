package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Go modules, compiled to a static binary. Compiling runs none of their code: cgo is off. */
final class GoFetcher implements Fetcher {
  static final String BINARY = "server";

  private static final List<String> LOCKS = List.of("go.mod", "go.sum");

  private final Target target;

  GoFetcher(Target target) {
    this.target = target;
  }

  @Override
  public String resolve(String name, Optional<String> version, Images.Progress progress) {
    String wanted = name + "@" + version.map(Names::version).orElse("latest");
    progress.step("resolving go:" + wanted);
    return inScratch(scratch -> {
      go(scratch).run("resolving go:" + wanted, List.of("mod", "init", "mcp.invalid/server"));
      go(scratch).run("resolving go:" + wanted, List.of("get", "--", wanted));
      return moduleVersion(scratch, name);
    });
  }

  @Override
  public Program fetch(Order order) {
    String step = "compiling go:" + order.name();
    String wanted = order.name() + "@" + Names.version(order.version());
    return inScratch(scratch -> {
      if (Files.exists(order.lock().resolve("go.sum"))) {
        copyLocks(order.lock(), scratch);
      } else {
        go(scratch).run(step, List.of("mod", "init", "mcp.invalid/server"));
        go(scratch).run(step, List.of("get", "--", wanted));
      }
      String main = mainPackage(scratch, order.name());
      // Writes down the sums of what the command itself imports; a no-op when they are known.
      // With its version, because without one Go asks the proxy which versions there are.
      go(scratch).run(step, List.of("get", "--", main + "@" + Names.version(order.version())));
      copyLocks(scratch, order.lock());
      order.progress().step(step);
      compile(scratch, main, order.app().resolve(BINARY), step);
      return Program.of(order.version(), Language.GO, BINARY);
    });
  }

  /** The version of the module that the path is in: the one with the longest path. */
  private String moduleVersion(Path directory, String path) {
    List<String> template = List.of("list", "-m", "-f", "{{.Path}} {{.Version}}", "all");
    return go(directory)
        .run("looking for the module of " + path, template)
        .lines()
        .filter(line -> (path + "/").startsWith(line.replaceFirst(" .*", "") + "/"))
        .max(Comparator.comparingInt(line -> line.indexOf(' ')))
        .map(line -> Names.version(line.substring(line.indexOf(' ') + 1)))
        .orElseThrow(() -> new ImageException("Go found no module for " + path));
  }

  /** Compiles one main package, as seen from {@code directory}, to a static binary. */
  void compile(Path directory, String mainPackage, Path binary, String step) {
    go(directory)
        .run(
            step,
            List.of(
                "build",
                "-mod=readonly",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags=-s -w -buildid=",
                "-o",
                binary.toString(),
                "--",
                mainPackage));
  }

  /** The module whose {@code go.mod} is in this folder. */
  String mainModule(Path directory) {
    return go(directory).run("reading go.mod", List.of("list", "-m")).strip();
  }

  /** The path itself when it is a command, else the one command below it. */
  String mainPackage(Path directory, String path) {
    String printed =
        go(directory)
            .run(
                "looking for commands in " + path,
                List.of(
                    "list",
                    "-find",
                    "-f",
                    "{{if eq .Name \"main\"}}{{.ImportPath}}{{end}}",
                    "--",
                    path + "/..."));
    var commands = new TreeMap<String, String>();
    printed
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> commands.put(lastElement(line), line));
    if (printed.lines().anyMatch(path::equals)) {
      return path;
    }
    return Choice.of("go:" + path, lastElement(path), commands);
  }

  private Subprocess go(Path directory) {
    Path go = HostTools.need("go", "install Go 1.24 or newer (https://go.dev/dl)");
    Subprocess run =
        new Subprocess(go, directory)
            .with("CGO_ENABLED", "0")
            .with("GOFLAGS", "")
            .with("GOWORK", "off")
            .with("GOARCH", target.architecture());
    return target.container() ? run.with("GOOS", "linux") : run;
  }

  private static String lastElement(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void copyLocks(Path from, Path to) throws IOException {
    for (String lock : LOCKS) {
      if (Files.exists(from.resolve(lock))) {
        Files.copy(from.resolve(lock), to.resolve(lock), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static <T> T inScratch(Scratch<T> work) {
    try {
      Path scratch = Files.createTempDirectory("mcp-central-go-");
      try {
        return work.in(scratch);
      } finally {
        Folders.remove(scratch);
      }
    } catch (IOException e) {
      throw new ImageException("Compiling failed: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Scratch<T> {
    T in(Path folder) throws IOException;
  }
}
