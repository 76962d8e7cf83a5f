package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.BuildContext;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Locks;
import dev.mcpcentral.hub.image.Materials;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.oci.ImageNames;
import dev.mcpcentral.hub.oci.Pushed;
import dev.mcpcentral.hub.oci.RegistryException;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.json.Slice;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a server's source to an image in the local registry, with a lock to commit. What is pushed
 * is complete: when a step fails, the registry and the lock are as they were.
 */
public final class Dockerize {
  /** The plan calls a server's image {@code github-mcp} where the server is {@code github}. */
  private static final String SUFFIX = "-mcp";

  private final Supplier<Images> images;
  private final Supplier<Configuration> configuration;
  private final Publisher publisher;
  private final ImageGate gate;
  private final Path file;
  private final Locks locks;

  /**
   * @param configuration as it is in force now
   * @param file beside which locks are kept and from which relative folders start
   */
  public Dockerize(
      Supplier<Images> images,
      Supplier<Configuration> configuration,
      ConfigurationFile file,
      Publisher publisher,
      ImageGate gate) {
    this.images = images;
    this.configuration = configuration;
    this.publisher = publisher;
    this.gate = gate;
    this.file = file.path();
    this.locks = Locks.beside(file.path());
  }

  /**
   * What to make an image of.
   *
   * @param name of a declared server, with or without {@code -mcp} at its end; becomes the image's
   * @param source written form; empty for that of the declared server
   * @param output a folder that gets the build context; empty for none
   */
  public record Order(String name, Optional<String> source, Optional<Path> output) {}

  /**
   * Takes minutes at worst. Declares nothing.
   *
   * @throws FleetException when any step fails; the message is for people
   */
  public Dockerized run(Order order, Images.Progress progress) {
    try {
      ImageNames.repository(order.name());
      ServerSpec spec = spec(order);
      publisher.check();
      Prepared prepared = images.get().prepare(spec, progress);
      Optional<Slice> sbom = gate.admit(spec, prepared, progress);
      return publisher.withMaterials(
          prepared,
          materials -> {
            Optional<BuildContext> context =
                order.output().map(_ -> new BuildContext(prepared, materials));
            compare(spec.name().value(), materials, progress);
            Pushed pushed = publisher.publish(order.name(), prepared, sbom, progress);
            Path lock = locks.write(spec.name().value(), prepared, materials);
            return new Dockerized(
                order.name(),
                prepared.pinnedSource(),
                pushed.name(),
                pushed.pinned(),
                pushed.digest(),
                pushed.layers(),
                lock,
                context.map(one -> written(one, order, lock, sbom, progress)));
          });
    } catch (ImageException
        | RegistryException
        | EngineException
        | IllegalArgumentException
        | UncheckedIOException e) {
      throw new FleetException(String.valueOf(e.getMessage()), e);
    }
  }

  private Path written(
      BuildContext context,
      Order order,
      Path lock,
      Optional<Slice> sbom,
      Images.Progress progress) {
    Path folder = order.output().orElseThrow();
    progress.step("writing the build context to " + folder);
    context.write(folder, publisher.publishBase(context, progress).pinned(), lock, sbom);
    return folder;
  }

  private ServerSpec spec(Order order) {
    String name = order.name();
    Optional<ServerSpec> declared =
        declared(name)
            .or(() ->
                name.endsWith(SUFFIX)
                    ? declared(name.substring(0, name.length() - SUFFIX.length()))
                    : Optional.empty());
    if (order.source().isPresent()) {
      Source source = Source.parse(order.source().get(), file.resolveSibling("."));
      ServerName server = declared.map(ServerSpec::name).orElseGet(() -> new ServerName(name));
      return ServerSpec.of(server, source);
    }
    return declared.orElseThrow(() ->
        new FleetException(
            "there is no server '"
                + name
                + "': 'mcp-central list' names them all; for one that is not declared, name its"
                + " source as well, for example 'mcp-central dockerize "
                + name
                + " npm:package'"));
  }

  private Optional<ServerSpec> declared(String name) {
    return configuration.get().servers().values().stream()
        .filter(spec -> spec.name().value().equals(name))
        .findFirst();
  }

  /** Says whether the lock led to the same layers, and if not, why. */
  private void compare(String name, Materials materials, Images.Progress progress) {
    List<String> before = locks.layers(name);
    List<String> now = materials.layers().stream().map(Materials.Layer::diffId).toList();
    if (before.isEmpty()) {
      return;
    }
    if (before.equals(now)) {
      progress.step("the layers are those of the lock");
    } else if (before.size() == now.size()
        && before.subList(0, before.size() - 1).equals(now.subList(0, now.size() - 1))) {
      progress.step("the program's layer differs from that of the lock, the base does not");
    } else {
      progress.step("the base is another one than when the lock was written");
    }
  }
}
