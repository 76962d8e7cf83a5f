package dev.mcpcentral.hub.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a server's instances live, and the secrets that they are told. */
final class LifeReader {
  private static final String NEVER = "never";

  private final Section server;
  private final Problems problems;

  LifeReader(Section server, Problems problems) {
    this.server = server;
    this.problems = problems;
  }

  Life life() {
    return new Life(
        server.choice("form", List.of(Form.values())).orElse(Form.CONTAINER),
        server.value("instances", "session", Instances::parse).orElse(Instances.SHARED),
        server.choice("update", List.of(UpdateMode.values())),
        pool());
  }

  private Pool pool() {
    Optional<Section> found =
        server.section("pool", Keys.POOL, "{max: 8, spare: 1, pause: 5m, stop: 30m}");
    if (found.isEmpty()) {
      return Pool.DEFAULT;
    }
    Section pool = found.get();
    try {
      return new Pool(
          pool.value("max", "8", Sizes::whole).orElse(Pool.DEFAULT.max()),
          pool.value("spare", "1", Sizes::whole).orElse(Pool.DEFAULT.spare()),
          idle(pool, "pause", Pool.DEFAULT.pauseAfter()),
          idle(pool, "stop", Pool.DEFAULT.stopAfter()));
    } catch (InvalidSpecException e) {
      problems.add(pool.place(e.key()), e.getMessage() + " in the pool of " + server.where());
      return Pool.DEFAULT;
    }
  }

  private static Optional<Duration> idle(Section pool, String key, Optional<Duration> otherwise) {
    return pool.node(key).isEmpty()
        ? otherwise
        : pool.value(key, "5m", text -> NEVER.equals(text) ? Duration.ZERO : Sizes.time(text))
            .filter(time -> !time.isZero());
  }

  Map<String, SecretReference> secrets() {
    String example = "{API_TOKEN: \"env:API_TOKEN\"}";
    Map<String, SecretReference> secrets = new LinkedHashMap<>();
    server
        .node("secrets")
        .map(node -> Section.free(node, "'secrets'" + server.in(), example, problems))
        .ifPresent(section ->
            section
                .entries()
                .keySet()
                .forEach(name ->
                    section
                        .value(name, "\"env:API_TOKEN\"", SecretReference::parse)
                        .ifPresent(reference -> secrets.put(name, reference))));
    return secrets;
  }

  /** What {@link #life} reads, as lines of the file; what goes without saying is left out. */
  static List<String> lines(Life life) {
    List<String> lines = new ArrayList<>();
    if (life.form() != Form.CONTAINER) {
      lines.add("form: " + Section.word(life.form()));
    }
    if (life.instances() != Instances.SHARED) {
      lines.add("instances: " + Section.word(life.instances()));
    }
    life.update().ifPresent(mode -> lines.add("update: " + Section.word(mode)));
    Pool pool = life.pool();
    if (!pool.equals(Pool.DEFAULT)) {
      lines.add(
          "pool: {max: %d, spare: %d, pause: %s, stop: %s}"
              .formatted(
                  pool.max(), pool.spare(), idle(pool.pauseAfter()), idle(pool.stopAfter())));
    }
    return lines;
  }

  private static String idle(Optional<Duration> time) {
    return time.map(Sizes::time).orElse(NEVER);
  }
}
