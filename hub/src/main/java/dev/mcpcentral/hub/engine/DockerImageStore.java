package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The images of a Docker engine, through its API. */
public final class DockerImageStore implements ImageStore {
  private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);

  private final EngineClient engine;
  private final DockerClient client;

  DockerImageStore(EngineClient engine) {
    this.engine = engine;
    this.client = engine.api();
  }

  /**
   * Uses the engine at this address, for example {@code unix:///var/run/docker.sock}. Nothing is
   * sent before the first call.
   */
  public static DockerImageStore connect(String dockerHost) {
    return new DockerImageStore(EngineClient.connect(dockerHost));
  }

  @Override
  public String architecture() {
    String reported =
        EngineClient.asking("what it runs on", () -> client.versionCmd().exec().getArch());
    return reported == null ? "amd64" : reported;
  }

  @Override
  public Optional<Stored> inspect(String reference) {
    return EngineClient.asking(
        "about image " + reference,
        () -> {
          try {
            return Optional.of(stored(client.inspectImageCmd(reference).exec()));
          } catch (NotFoundException absent) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Stored pull(String reference, Duration limit, Consumer<String> progress) {
    var answer = new BoundedAnswer<PullResponseItem>(progress);
    EngineClient.asking("to pull " + reference, () -> client.pullImageCmd(reference).exec(answer));
    answer.await(limit, "pulling " + reference);
    return inspect(reference)
        .orElseThrow(() -> new EngineException("The engine pulled " + reference + " but lost it"));
  }

  @Override
  public void load(Path archive) {
    try (InputStream stream = Files.newInputStream(archive)) {
      var answer = new BoundedAnswer<LoadResponseItem>(_ -> {});
      client.loadImageAsyncCmd(stream).exec(answer);
      answer.await(LOAD_LIMIT, "loading an image");
    } catch (IOException e) {
      throw new EngineException("The image archive cannot be read: " + e.getMessage(), e);
    } catch (DockerException e) {
      throw new EngineException("Docker did not take the image: " + e.getMessage(), e);
    }
  }

  @Override
  public void save(String reference, Path archive) {
    EngineClient.asking(
        "to save image " + reference,
        () -> {
          try (InputStream stream = client.saveImageCmd(reference).exec()) {
            return Files.copy(stream, archive);
          } catch (IOException e) {
            throw new EngineException("The image cannot be saved: " + e.getMessage(), e);
          }
        });
  }

  @Override
  public Stored build(
      Path folder, String tag, boolean online, Duration limit, Consumer<String> progress) {
    var answer = new BoundedAnswer<BuildResponseItem>(progress);
    EngineClient.asking(
        "to build " + tag,
        () ->
            client
                .buildImageCmd(folder.resolve("Dockerfile").toFile())
                .withTags(Set.of(tag))
                .withRemove(true)
                .withForcerm(true)
                .withNetworkMode(online ? "default" : "none")
                .exec(answer));
    answer.await(limit, "building " + tag);
    return inspect(tag)
        .orElseThrow(() -> new EngineException("The engine built " + tag + " but lost it"));
  }

  @Override
  public void tag(String reference, String name) {
    int colon = name.lastIndexOf(':');
    EngineClient.asking(
        "to name image " + reference,
        () ->
            client
                .tagImageCmd(reference, name.substring(0, colon), name.substring(colon + 1))
                .exec());
  }

  @Override
  public void remove(String reference) {
    EngineClient.asking("to remove " + reference, () -> client.removeImageCmd(reference).exec());
  }

  @Override
  public void copyOut(String image, String folder, Path tar) {
    EngineClient.asking(
        "for the files of " + image,
        () -> {
          String container =
              Objects.requireNonNull(
                  client.createContainerCmd(image).withCmd("none").exec().getId());
          try (InputStream stream = client.copyArchiveFromContainerCmd(container, folder).exec()) {
            return Files.copy(stream, tar, StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new EngineException("The files cannot be copied: " + e.getMessage(), e);
          } finally {
            client.removeContainerCmd(container).withForce(true).exec();
          }
        });
  }

  @Override
  public void close() {
    engine.close();
  }

  private static Stored stored(InspectImageResponse image) {
    List<String> digests = Objects.requireNonNullElse(image.getRepoDigests(), List.of());
    var config = image.getConfig();
    String @Nullable [] environment = config == null ? null : config.getEnv();
    var layers = image.getRootFS() == null ? null : image.getRootFS().getLayers();
    return new Stored(
        Objects.requireNonNull(image.getId(), "image id"),
        digests.stream().findFirst(),
        Objects.requireNonNullElse(layers, List.of()),
        environment == null ? List.of() : Arrays.asList(environment));
  }
}
