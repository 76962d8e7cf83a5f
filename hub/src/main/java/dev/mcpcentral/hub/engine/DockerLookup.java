package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The places where the docker command line looks for its engine, in its order. */
final class DockerLookup {
  /** A place to try: how it was found, for people, and what stands there. */
  record Candidate(String foundBy, String host) {}

  private final Map<String, String> environment;
  private final Path dockerFolder;

  DockerLookup(Map<String, String> environment, Path userHome) {
    this.environment = environment;
    this.dockerFolder = variable("DOCKER_CONFIG").map(Path::of).orElse(userHome.resolve(".docker"));
  }

  /** An explicit {@code DOCKER_HOST} is an order: nothing else is tried then. */
  List<Candidate> candidates() {
    Optional<String> ordered = variable("DOCKER_HOST");
    if (ordered.isPresent()) {
      return List.of(new Candidate("DOCKER_HOST", ordered.get()));
    }
    List<Candidate> found = new ArrayList<>();
    currentContext().flatMap(this::contextHost).ifPresent(found::add);
    found.add(new Candidate("the default socket", "unix:///var/run/docker.sock"));
    variable("XDG_RUNTIME_DIR")
        .ifPresent(folder ->
            found.add(new Candidate("the rootless socket", "unix://" + folder + "/docker.sock")));
    return found;
  }

  private Optional<String> currentContext() {
    return variable("DOCKER_CONTEXT")
        .or(() ->
            read(dockerFolder.resolve("config.json")).flatMap(c -> text(c, "/currentContext")))
        .filter(name -> !name.equals("default"));
  }

  private Optional<Candidate> contextHost(String name) {
    Path meta = dockerFolder.resolve("contexts/meta").resolve(sha256(name)).resolve("meta.json");
    return read(meta)
        .flatMap(context -> text(context, "/Endpoints/docker/Host"))
        .map(host -> new Candidate("the Docker context '" + name + "'", host));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<String> text(JsonNode node, String pointer) {
    return node.at(pointer).stringValueOpt().filter(value -> !value.isBlank());
  }

  /**
   * An unreadable file of the docker command line's is not our trouble: the next place is tried.
   */
  private static Optional<JsonNode> read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
