package dev.mcpcentral.cli;

import dev.mcpcentral.hub.engine.Engines;
import dev.mcpcentral.hub.oci.Garbage;
import dev.mcpcentral.hub.oci.LocalRegistry;
import dev.mcpcentral.hub.oci.Registry;
import dev.mcpcentral.hub.oci.RegistryContents;
import dev.mcpcentral.hub.rollout.KeptImages;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "registry",
    synopsisSubcommandLabel = "(up | status | list | gc | down)",
    description = {
      "The image registry of this machine: the standard Docker distribution, as a container of registry:2 or, where that image cannot be had, as a process of an installed docker-registry.",
      "It listens on 127.0.0.1 only, at registry.address of the configuration file (localhost:5000 when not given). Needs no running hub."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central registry up",
      "  mcp-central registry list",
      "  mcp-central registry gc --dry-run"
    })
final class RegistryCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  RegistryCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say up, status, list, gc or down");
  }

  @Command(
      name = "up",
      description =
          "Start the registry unless one answers already. It goes on when this command ends, and images stay when it is stopped.",
      footer = {"", "Examples:", "  mcp-central registry up"})
  int up() {
    try (LocalRegistry registry = registry(configuration());
        var _ = new Waiting(session.output(), "starting the registry")) {
      return show(registry.up(session.output()::progress), 0, false);
    }
  }

  @Command(
      name = "status",
      description =
          "Show where the registry is, what runs it, whether it deletes, and how much it holds. Exit code 1 when it does not answer.",
      footer = {"", "Examples:", "  mcp-central registry status --json"})
  int status() {
    Configuration configuration = configuration();
    try (LocalRegistry registry = registry(configuration);
        Registry client = new Registry(configuration.registry())) {
      LocalRegistry.Standing standing = registry.status();
      long bytes = standing.answers() ? new RegistryContents(client).bytes() : 0;
      return show(standing, standing.diskBytes().orElse(bytes), true);
    }
  }

  private int show(LocalRegistry.Standing standing, long bytes, boolean counted) {
    Output output = session.output();
    if (session.json) {
      JsonObject json =
          new JsonObject()
              .put("address", standing.address().toString())
              .put("answers", standing.answers())
              .put("how", standing.how())
              .put("ours", standing.ours())
              .put("deletes", standing.deletes());
      output.document((counted ? json.put("bytes", bytes) : json).slice());
    } else if (!standing.answers()) {
      output.line("No registry answers at " + standing.address() + ": mcp-central registry up");
    } else {
      output.line("%s: %s".formatted(standing.address(), standing.how()));
      output.line("  deletion " + (standing.deletes() ? "on" : "off: gc can remove nothing"));
      if (counted) {
        output.line("  uses     " + megabytes(bytes));
      }
    }
    return standing.answers() ? ExitCode.OK : ExitCode.FAILED;
  }

  @Command(
      name = "list",
      description = "List the images: repository, tag, digest, and size as stored.",
      footer = {"", "Examples:", "  mcp-central registry list"})
  int list() {
    try (Registry client = new Registry(configuration().registry());
        var _ = new Waiting(session.output(), "reading the registry")) {
      client.check();
      return list(new RegistryContents(client).tags());
    }
  }

  private int list(List<RegistryContents.Tagged> tags) {
    Output output = session.output();
    if (session.json) {
      output.document(
          new JsonObject()
              .put("images", tags.stream().map(RegistryCommand::json).toList())
              .slice());
    } else if (tags.isEmpty()) {
      output.line("No images yet: mcp-central dockerize NAME");
    } else {
      Table table = new Table(-1, "REPOSITORY", "TAG", "DIGEST", "KIND", "SIZE");
      tags.forEach(tag ->
          table.row(tag.repository(), tag.tag(), tag.digest(), tag.kind(), megabytes(tag.bytes())));
      table.print(output);
    }
    return ExitCode.OK;
  }

  private static JsonObject json(RegistryContents.Tagged tag) {
    return new JsonObject()
        .put("repository", tag.repository())
        .put("tag", tag.tag())
        .put("digest", tag.digest())
        .put("kind", tag.kind())
        .put("bytes", tag.bytes());
  }

  @Command(
      name = "gc",
      description = {
        "Remove images that this installation pushed, that are not the latest of their name, and whose version no declared server names; with them their bills of materials. Then free the disk.",
        "The registry stops for a moment meanwhile, as its documentation demands: a push at that time fails and can be repeated."
      },
      footer = {"", "Examples:", "  mcp-central registry gc --dry-run"})
  int gc(
      @Option(names = "--dry-run", description = "Only show what would be removed.")
          boolean dryRun) {
    Configuration configuration = configuration();
    Set<String> kept = KeptImages.of(configuration);
    try (LocalRegistry registry = registry(configuration);
        Registry client = new Registry(configuration.registry());
        var _ = new Waiting(session.output(), "cleaning the registry")) {
      client.check();
      if (dryRun) {
        return removed("wouldRemove", registry.garbage(kept), false, 0);
      }
      LocalRegistry.Collected collected = registry.collectGarbage(kept, session.output()::progress);
      int code =
          removed("removed", collected.images(), collected.freed(), collected.bytes().orElse(0));
      if (!collected.freed()) {
        session
            .output()
            .progress(
                "The registry was not started by mcp-central: its disk is freed by its own"
                    + " garbage-collect.");
      }
      return code;
    }
  }

  private int removed(String member, List<Garbage.Image> images, boolean freed, long bytes) {
    Output output = session.output();
    if (session.json) {
      output.document(
          new JsonObject()
              .put(member, images.stream().map(RegistryCommand::json).toList())
              .put("freed", freed)
              .put("bytes", bytes)
              .slice());
      return ExitCode.OK;
    }
    if (images.isEmpty()) {
      output.line("Nothing to remove.");
    } else {
      Table table = new Table(-1, "REPOSITORY", "VERSION", "DIGEST");
      images.forEach(image -> table.row(image.repository(), image.tag(), image.digest()));
      table.print(output);
    }
    if (freed) {
      output.line("Freed " + megabytes(bytes));
    }
    return ExitCode.OK;
  }

  private static JsonObject json(Garbage.Image image) {
    return new JsonObject()
        .put("repository", image.repository())
        .put("version", image.tag())
        .put("digest", image.digest());
  }

  @Command(
      name = "down",
      description = "Stop the registry; its images stay.",
      footer = {"", "Examples:", "  mcp-central registry down"})
  int down() {
    try (LocalRegistry registry = registry(configuration());
        var _ = new Waiting(session.output(), "stopping the registry")) {
      boolean stopped = registry.down();
      if (session.json) {
        session.output().document(new JsonObject().put("stopped", stopped).slice());
      } else {
        session
            .output()
            .line(
                stopped
                    ? "The registry is stopped; its images stay."
                    : "No registry that mcp-central started is running.");
      }
      return ExitCode.OK;
    }
  }

  /** Without a file everything has its default. */
  private Configuration configuration() {
    ConfigurationFile file = new ConfigurationFile(session.configuration(), Set.of());
    return java.nio.file.Files.exists(file.path()) ? file.read() : file.parse("");
  }

  private LocalRegistry registry(Configuration configuration) {
    Surroundings here = session.surroundings();
    Libraries.quiet();
    return new LocalRegistry(
        LocalRegistry.Settings.usual(
            session.home(),
            configuration.registry(),
            Engines.dockerHost(here.environment(), here.userHome()),
            configuration.imageMirror(),
            here.environment()));
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }
}
