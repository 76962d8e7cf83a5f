package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prepares in a process whose file systems are its own, so that a test can fill or hide them:
 * {@code full HOME} or {@code baseless HOME PROJECT DOCKER_HOST}. Each finding is one line.
 */
final class FaultyMachine {
  private FaultyMachine() {}

  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[1]);
    if (arguments[0].equals("full")) {
      full(home);
    } else {
      baseless(home, Path.of(arguments[2]), arguments[3]);
    }
    System.exit(0);
  }

  private static void full(Path home) throws IOException {
    Source source = new Source.Npm("@modelcontextprotocol/server-memory", Optional.of("2026.8.31"));
    System.out.println("first: " + outcome(LocalImages.forProcesses(home), source));
    Path packages = home.resolve("packages");
    try (Stream<Path> left = Files.walk(packages)) {
      System.out.println("left: " + left.filter(FaultyMachine::isMade).toList());
    }
    Docker.run(List.of("mount", "-o", "remount,size=500m", "tmpfs", packages.toString()));
    System.out.println("second: " + outcome(LocalImages.forProcesses(home), source));
  }

  /** What a word stood for may be remembered: only what was fetched counts. */
  static boolean isMade(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("/pins/");
  }

  private static void baseless(Path home, Path project, String docker) {
    try (DockerImageStore store = DockerImageStore.connect(docker)) {
      LocalImages images = LocalImages.forDocker(home, store, Optional.of("localhost:1/no-mirror"));
      System.out.println("first: " + outcome(images, new Source.Directory(project)));
    }
  }

  private static String outcome(LocalImages images, Source source) {
    try {
      Prepared prepared = images.prepare(ServerSpec.of(new ServerName("tested"), source), _ -> {});
      return "prepared " + prepared.version();
    } catch (ImageException e) {
      return String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }
}
