package dev.mcpcentral.cli;

import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Dockerized;
import dev.mcpcentral.hub.rollout.FleetException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Says that an image was made, except of {@code broken}. */
final class MemoryImages {
  static final String DIGEST = "sha256:" + "ab".repeat(32);

  private MemoryImages() {}

  static Dockerized made(Dockerize.Order order, Consumer<String> progress) {
    progress.accept("building " + order.name());
    if (order.name().equals("broken")) {
      throw new FleetException("No registry answers at localhost:5000");
    }
    return new Dockerized(
        order.name(),
        order.source().orElse("npm:declared@1"),
        "localhost:5000/idp/" + order.name() + ":1",
        "localhost:5000/idp/" + order.name() + "@" + DIGEST,
        DIGEST,
        List.of("sha256:" + "cd".repeat(32)),
        Path.of("/conf/locks", order.name()),
        order.output());
  }
}
