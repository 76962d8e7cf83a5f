package dev.mcpcentral.cli;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.image.ProductImage;
import dev.mcpcentral.hub.image.ProductImages;
import dev.mcpcentral.hub.image.ProductImages.Made;
import dev.mcpcentral.hub.oci.RegistryException;
import dev.mcpcentral.hub.rollout.Publisher;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "images",
    description = {
      "Make the images of this program itself, idp/mcp-hub and idp/mcp-bridge, from the distribution that runs this command.",
      "The same distribution gives the same images. They run as user 1001 and have no shell. They are pushed where the local registry answers. Needs a Docker engine, and no hub."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central images",
      "  mcp-central images bridge",
      "  docker run --rm -i --network host -e MCP_HUB_URL=http://localhost:3012 localhost:5000/idp/mcp-bridge:latest"
    })
final class ImagesCommand implements Callable<Integer> {
  private static final String NAMESPACE = "/idp/";

  private final Session session;

  @Parameters(
      arity = "0..2",
      paramLabel = "hub|bridge",
      description = "Which; both when none is named.")
  private List<String> wanted = List.of();

  ImagesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<ProductImage> images =
        wanted.isEmpty()
            ? List.of(ProductImage.values())
            : wanted.stream().map(ImagesCommand::image).distinct().toList();
    Optional<Configuration> declared = session.declared();
    RegistryAddress registry =
        declared.map(Configuration::registry).orElse(RegistryAddress.DEFAULT);
    try (DockerImageStore store = ContainerEngine.images(session)) {
      ProductImages product =
          ProductImages.forDocker(
              session.home(), store, declared.flatMap(Configuration::imageMirror));
      List<Made> made =
          product.make(
              images,
              ContainerEngine.distribution(),
              VersionCommand.version(),
              registry + NAMESPACE,
              this::step);
      made.forEach(one -> push(one, registry, store));
      show(made);
    } catch (ImageException | EngineException | RegistryException e) {
      throw CommandFailure.failed("images", String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  private void push(Made made, RegistryAddress registry, DockerImageStore store) {
    Publisher publisher =
        new Publisher(
            () -> LocalImages.forDocker(session.home(), store, Optional.empty()),
            () -> registry,
            session.home());
    publisher
        .publishIfThere(made.image().word(), VersionCommand.version(), made.materials(), this::step)
        .ifPresent(pushed -> step("pushed as " + pushed.pinned()));
  }

  private void step(String what) {
    session.output().progress("  " + what);
  }

  private static ProductImage image(String word) {
    return Arrays.stream(ProductImage.values())
        .filter(image -> image.word().equals("mcp-" + word))
        .findFirst()
        .orElseThrow(() -> CommandFailure.usage("the images are hub and bridge, not " + word));
  }

  private void show(List<Made> made) {
    if (session.json) {
      session
          .output()
          .document(
              new JsonObject()
                  .put(
                      "images",
                      made.stream()
                          .map(one ->
                              new JsonObject().texts("names", one.names()).put("id", one.id()))
                          .toList())
                  .slice());
      return;
    }
    made.forEach(one -> session.output().line(String.join(", ", one.names()) + " is " + one.id()));
  }
}
