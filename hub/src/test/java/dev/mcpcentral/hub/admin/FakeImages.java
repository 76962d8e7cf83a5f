package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Dockerized;
import dev.mcpcentral.hub.rollout.FleetException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Makes an image of everything at once, except of {@code broken}. */
final class FakeImages implements ImageAccess {
  @Override
  public Dockerized dockerize(Dockerize.Order order, Consumer<String> progress) {
    progress.accept("building " + order.name());
    if (order.name().equals("broken")) {
      throw new FleetException("no registry answers");
    }
    String digest = "sha256:" + "ab".repeat(32);
    return new Dockerized(
        order.name(),
        order.source().orElse("npm:declared@1"),
        "localhost:5000/idp/" + order.name() + ":1",
        "localhost:5000/idp/" + order.name() + "@" + digest,
        digest,
        List.of("sha256:" + "cd".repeat(32)),
        Path.of("/conf/locks", order.name()),
        order.output());
  }
}
