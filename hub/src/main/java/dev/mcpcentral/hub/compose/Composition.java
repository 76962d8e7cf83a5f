package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.engine.DockerEngine;
import dev.mcpcentral.hub.engine.Handover;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the hub would run, as a folder from which Docker Compose runs it: the compose file, the
 * hub's own configuration, and the secrets.
 */
public final class Composition {
  private final Images images;
  private final DockerEngine engine;
  private final ImageStore store;
  private final ComposeSettings settings;
  private final Supplier<String> secrets;

  /**
   * @param secrets makes a new bearer token for clients of the hub
   */
  public Composition(
      Images images,
      DockerEngine engine,
      ImageStore store,
      ComposeSettings settings,
      Supplier<String> secrets) {
    this.images = images;
    this.engine = engine;
    this.store = store;
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * What was written.
   *
   * @param services the servers that Compose runs
   * @param notes for people: what is not the same as under the hub, and what to do about it
   */
  public record Written(Path file, List<String> services, List<String> notes) {
    public Written {
      services = List.copyOf(services);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Prepares what is not prepared yet, and writes the folder; the compose file comes last.
   *
   * @throws ComposeException when something cannot be written as it is declared
   */
  public Written write(Configuration declared, Path file, Images.Progress progress) {
    try {
      ComposeFolder folder = new ComposeFolder(file, settings.owner());
      folder.checkOurs();
      List<ComposedServer> servers = new ArrayList<>();
      List<ServerSpec> elsewhere = new ArrayList<>();
      for (ServerSpec spec : declared.servers().values()) {
        if (spec.source().elsewhere()) {
          elsewhere.add(spec);
        } else {
          servers.add(composed(spec, folder, progress));
        }
      }
      progress.step("writing " + file);
      writeSecrets(folder, servers);
      writeConfiguration(folder, declared, servers, elsewhere);
      if (settings.monitoring()) {
        writeMonitoring(file.resolveSibling("monitoring"), folder);
      }
      folder.write(
          file.resolveSibling(".env"), "COMPOSE_PROJECT_NAME=" + settings.project() + "\n");
      folder.write(file, new ComposeFile(servers, settings).text());
      return new Written(
          file, servers.stream().map(ComposedServer::name).toList(), notes(servers, elsewhere));
    } catch (IOException e) {
      throw new ComposeException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private ComposedServer composed(ServerSpec spec, ComposeFolder folder, Images.Progress progress) {
    progress.step(spec.name() + ": looking at its image");
    Prepared prepared = images.prepare(spec, progress);
    Launch launch =
        new Launch(spec, prepared.workload(), prepared.command(), prepared.environment());
    Handover handover = engine.describe(launch, folder.places(spec.name().value()));
    String name = settings.image(spec.name().value()) + ":" + tag(prepared.version());
    store.tag(handover.container().image(), name);
    return new ComposedServer(spec, handover, name);
  }

  /** The version as a tag, which has fewer signs to choose from. */
  private static String tag(String version) {
    String tag = version.replace("sha256:", "").replaceAll("[^A-Za-z0-9_.-]", "_");
    return tag.substring(0, Math.min(tag.length(), 128));
  }

  private void writeSecrets(ComposeFolder folder, List<ComposedServer> servers) throws IOException {
    for (ComposedServer server : servers) {
      Handover handover = server.handover();
      if (!handover.secrets().isEmpty()) {
        folder.secrets(server.name(), handover.secrets());
      }
      if (handover.entry().isPresent()) {
        folder.entry(handover.entry().get());
      }
    }
    List<String> own =
        settings.monitoring()
            ? List.of(HubService.TOKEN, Companions.GRAFANA_PASSWORD)
            : List.of(HubService.TOKEN);
    for (String name : own) {
      if (!folder.hasSecret(name)) {
        folder.secret(name, secrets.get());
      }
    }
  }

  private void writeConfiguration(
      ComposeFolder folder,
      Configuration declared,
      List<ComposedServer> servers,
      List<ServerSpec> elsewhere)
      throws IOException {
    Path work = Files.createTempDirectory(folder.config(), ".new");
    try {
      Path fresh = work.resolve("mcp-central.yaml");
      HubConfiguration.write(fresh, declared, servers, elsewhere, settings);
      folder.write(folder.config().resolve("mcp-central.yaml"), Files.readString(fresh));
      Files.delete(fresh);
    } finally {
      Files.deleteIfExists(work.resolve("mcp-central.yaml"));
      Files.deleteIfExists(work);
    }
  }

  private static void writeMonitoring(Path target, ComposeFolder folder) throws IOException {
    Files.createDirectories(target);
    for (String name : List.of("prometheus.yml", "datasource.yml")) {
      try (var text = Composition.class.getResourceAsStream(name)) {
        if (text == null) {
          throw new IOException(name + " is missing in this distribution");
        }
        folder.write(
            target.resolve(name),
            new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  private static List<String> notes(List<ComposedServer> servers, List<ServerSpec> elsewhere) {
    List<String> notes = new ArrayList<>();
    for (ComposedServer server : servers) {
      if (!server.handover().secrets().isEmpty()) {
        notes.add(
            "%s: the files of %s in secrets/%s hold their values as they are now, on this disk: run this again when one changes, and keep the folder closed"
                .formatted(server.name(), server.handover().secrets().keySet(), server.name()));
      }
      if (server.spec().reach().guarded()) {
        notes.add(
            "%s: its egress list is not in a compose file, so it reaches nothing there"
                .formatted(server.name()));
      }
      if (server.spec().life().instances() != Instances.SHARED) {
        notes.add(server.name() + ": one container serves everybody, instances has no effect");
      }
    }
    for (ServerSpec spec : elsewhere) {
      if (spec.source() instanceof Source.Remote(var url) && isLoopback(url.getHost())) {
        notes.add(
            "%s: its address is one of this machine, which the hub does not reach from its container"
                .formatted(spec.name()));
      }
    }
    return notes;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
