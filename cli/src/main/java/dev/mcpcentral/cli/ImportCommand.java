package dev.mcpcentral.cli;

import dev.mcpcentral.hub.compose.ComposeException;
import dev.mcpcentral.hub.compose.ComposeImport;
import dev.mcpcentral.hub.compose.ComposeImport.Candidate;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "import",
    description = {
      "Read servers from a compose file: services with a label mcp.server. Shows what each would become, and what of it is left out.",
      "Imported servers wait for a review: their risk is high until mcp-central review NAME. All of them are written, or none."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central import --compose docker-compose.yml",
      "  mcp-central import --compose docker-compose.yml --yes"
    })
final class ImportCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--compose",
      required = true,
      paramLabel = "FILE",
      description = "The compose file; it is only read.")
  private String compose = "";

  @Option(names = "--yes", description = "Write the servers into the configuration file.")
  private boolean yes;

  @Option(
      names = "--with-secrets",
      description =
          "Copy values that look like secrets, too; they are in clear text in the configuration file.")
  private boolean secrets;

  ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Configuration> declared = session.declared();
    try {
      ComposeImport found =
          ComposeImport.read(
              session.surroundings().resolve(compose),
              declared.map(known -> known.servers().keySet()).orElse(Set.of()),
              secrets);
      if (!session.json) {
        show(found);
      }
      List<ServerSpec> specs = found.servers().stream().map(Candidate::spec).toList();
      if (yes) {
        write(specs);
      } else if (!specs.isEmpty()) {
        file().checkAdditions(specs);
      }
      tell(found);
      return ExitCode.OK;
    } catch (ComposeException e) {
      throw CommandFailure.failed("compose", String.valueOf(e.getMessage()));
    } catch (ConfigurationException e) {
      throw CommandFailure.failed("configuration", String.valueOf(e.getMessage()));
    }
  }

  private ConfigurationFile file() {
    return session.configurationFile();
  }

  private void write(List<ServerSpec> specs) {
    file().createStarter();
    file().addServers(specs);
  }

  private void show(ComposeImport found) {
    Output out = session.output();
    for (Candidate candidate : found.servers()) {
      ServerSpec spec = candidate.spec();
      out.line(
          "%s  %s, declared risk %s, review pending"
              .formatted(
                  spec.name(),
                  spec.source(),
                  spec.risk().name().toLowerCase(java.util.Locale.ROOT)));
      if (!spec.env().isEmpty()) {
        out.line("    env: " + String.join(", ", spec.env().keySet()));
      }
      spec.mounts()
          .forEach(mount ->
              out.line(
                  "    mount: %s at %s, %s"
                      .formatted(
                          mount.source(), mount.target(), mount.readOnly() ? "ro" : "writable")));
      candidate.notes().forEach(note -> out.line("    " + note));
    }
    found.leftOut().forEach(reason -> out.line("left out: " + reason));
  }

  private void tell(ComposeImport found) {
    Output out = session.output();
    if (session.json) {
      out.document(
          new JsonObject()
              .put("written", yes)
              .put("servers", found.servers().stream().map(ImportCommand::json).toList())
              .texts("leftOut", found.leftOut())
              .slice());
    } else if (yes) {
      out.line(
          "%d servers are in %s: look at each, then mcp-central review NAME"
              .formatted(found.servers().size(), session.configuration()));
    } else {
      out.line("nothing is written: add --yes");
    }
  }

  private static JsonObject json(Candidate candidate) {
    return new JsonObject()
        .put("name", candidate.spec().name().value())
        .put("service", candidate.service())
        .put("source", candidate.spec().source().text())
        .texts("env", List.copyOf(candidate.spec().env().keySet()))
        .texts("notes", candidate.notes());
  }
}
