package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Dockerized;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /images}: what is made for the local registry. */
final class ImageRoutes {
  private final ImageAccess images;
  private final AuditedChange changes;

  ImageRoutes(ImageAccess images, AuditedChange changes) {
    this.images = images;
    this.changes = changes;
  }

  /** {@code {"name":…,"source":…,"output":…}}; its steps are streamed, as those of adding. */
  void dockerize(ServerRequest request, ServerResponse response) {
    Dockerize.Order order = order(Slice.of(Body.read(request)));
    StepStream steps = new StepStream(response);
    steps.end(
        "image",
        () ->
            node(
                changes.run(
                    "images/dockerize",
                    order.name(),
                    () -> images.dockerize(order, steps::step),
                    Dockerized::pinned)));
  }

  private static Dockerize.Order order(Slice body) {
    try {
      Members members = Members.ofObject(body);
      String name = members.string("name");
      if (name == null) {
        throw Refusal.malformed("'name' is a string, and is needed");
      }
      return new Dockerize.Order(
          name,
          Optional.ofNullable(members.string("source")),
          Optional.ofNullable(members.string("output")).map(Path::of));
    } catch (MalformedJsonException e) {
      throw Refusal.malformed("the body: " + e.getMessage());
    }
  }

  private static ObjectNode node(Dockerized made) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("name", made.name());
    node.put("source", made.source());
    node.put("image", made.image());
    node.put("pinned", made.pinned());
    node.put("digest", made.digest());
    made.layers().forEach(node.putArray("layers")::add);
    node.put("lock", made.lock().toString());
    made.context().ifPresent(folder -> node.put("context", folder.toString()));
    return node;
  }
}
