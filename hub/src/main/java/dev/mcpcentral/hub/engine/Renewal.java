package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Stops a container of somebody else's and starts it again, attached to before its new process
 * begins. Once begun it goes on to its end whoever loses patience, because its owner's container
 * must not stay stopped.
 */
final class Renewal {
  private static final System.Logger LOG = System.getLogger(Renewal.class.getName());
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final DockerApi api;
  private final ProcessAges ages;
  private final ContainerInspection inspection;

  Renewal(DockerApi api, ProcessAges ages, ContainerInspection inspection) {
    this.api = api;
    this.ages = ages;
    this.inspection = inspection;
  }

  /** The connection to the standard streams of the new process. */
  DockerConnection of(ContainerFacts container) {
    if (container.autoRemove()) {
      throw new EngineException(
          "container '%s' was started with --rm, so that it cannot be started again: start it without, or while the hub runs"
              .formatted(container.name()));
    }
    if (!ages.renewalBegins(container.id())) {
      throw new EngineException(
          "container '%s' was started anew several times within a minute, which did not help; tried again later"
              .formatted(container.name()));
    }
    CompletableFuture<DockerConnection> renewed = new CompletableFuture<>();
    Thread.ofVirtual().name("renew " + container.name()).start(() -> run(container, renewed));
    return await(renewed);
  }

  private static DockerConnection await(CompletableFuture<DockerConnection> renewed) {
    try {
      return renewed.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      renewed.minimalCompletionStage().thenAccept(Renewal::close);
      throw new EngineException("interrupted while starting a container anew");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EngineException refused
          ? refused
          : new EngineException("a container could not be started anew", e);
    }
  }

  private void run(ContainerFacts container, CompletableFuture<DockerConnection> renewed) {
    try {
      renewed.complete(renewNoted(container));
    } catch (RuntimeException failed) {
      renewed.completeExceptionally(failed);
    }
  }

  private DockerConnection renewNoted(ContainerFacts container) {
    try {
      return renew(container);
    } finally {
      ages.renewalEnds(container.id(), process(container));
    }
  }

  private DockerConnection renew(ContainerFacts container) {
    String id = container.id();
    api.run(
        "stop container " + container.name(),
        docker -> docker.stopContainerCmd(id).withTimeout((int) GRACE.toSeconds()).exec());
    DockerConnection connection = null;
    try {
      connection = Attach.open(api, id, true);
      return connection;
    } catch (IOException e) {
      throw api.doesNotAnswer(String.valueOf(e.getMessage()));
    } finally {
      start(container, connection);
    }
  }

  private void start(ContainerFacts container, @Nullable DockerConnection connection) {
    try {
      api.run(
          "start container " + container.name() + " again",
          docker -> docker.startContainerCmd(container.id()).exec());
    } catch (EngineException failed) {
      if (connection != null) {
        close(connection);
      }
      throw failed;
    }
  }

  private String process(ContainerFacts container) {
    try {
      return inspection.of(container.id()).map(ContainerFacts::process).orElse("");
    } catch (EngineException _) {
      return "";
    }
  }

  private static void close(DockerConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection to the engine", e);
    }
  }
}
