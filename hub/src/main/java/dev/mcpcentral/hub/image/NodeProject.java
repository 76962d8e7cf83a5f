package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A folder with a {@code package.json}; its {@code package-lock.json} is kept to when it has one.
 */
record NodeProject(NpmFetcher npm) implements Project {
  private static final String LOCK = "package-lock.json";

  @Override
  public Program install(Path folder, Fetcher.Order order) throws IOException {
    ProjectFolder.copy(folder, order.app());
    // Settings of the folder could name another git or another script shell.
    Files.deleteIfExists(order.app().resolve(".npmrc"));
    if (Files.exists(folder.resolve(LOCK))) {
      Files.copy(
          folder.resolve(LOCK), order.lock().resolve(LOCK), StandardCopyOption.REPLACE_EXISTING);
    }
    npm.install(order);
    JsonNode manifest = Json.read(order.app().resolve("package.json"));
    if (manifest.has("bin")) {
      String name = manifest.path("name").asString(order.name());
      return versioned(NodeEntry.find(name, order.app()).program(order.app()), order);
    }
    return Program.of(order.version(), Language.NODE, start(manifest, order.app()));
  }

  private static String start(JsonNode manifest, Path app) {
    return Stream.of(
            manifest.path("main").asString("index.js"), "index.js", "server.js", "dist/index.js")
        .filter(file -> Files.isRegularFile(app.resolve(file)))
        .findFirst()
        .orElseThrow(() ->
            new ImageException(
                "package.json names no bin or main that exists: build the project first, or"
                    + " add a Dockerfile"));
  }

  /** The fingerprint is the version, whatever package.json says. */
  private static Program versioned(Program program, Fetcher.Order order) {
    return new Program(
        order.version(),
        program.language(),
        program.options(),
        program.entry(),
        program.arguments());
  }
}
