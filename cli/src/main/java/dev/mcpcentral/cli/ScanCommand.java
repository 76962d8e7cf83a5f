package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "scan",
    description = {
      "Show what is known against a server's image: vulnerabilities, secrets, rights.",
      "Ends with exit code 4 when something is over the gate (high) and not waived. What there is no advisory data for reads as unknown, never as clean."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central scan memory",
      "  mcp-central scan --all",
      "  mcp-central scan memory --again     read the image anew"
    })
final class ScanCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "SERVER", description = "The server's name.")
  private @Nullable String server;

  @Option(names = "--all", description = "All declared servers that have an image here.")
  private boolean all;

  @Option(names = "--again", description = "Read the image anew although it is known.")
  private boolean again;

  ScanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if ((server == null) != all) {
      throw CommandFailure.usage("name a server, or say --all");
    }
    AdminClient hub = session.hub();
    List<Slice> verdicts = new ArrayList<>();
    for (String name : server == null ? servers(hub) : List.of(server)) {
      verdicts.add(scan(hub, name));
    }
    if (session.json) {
      json(verdicts);
    } else {
      verdicts.forEach(verdict -> VerdictPage.print(Fields.of(verdict), session.output()));
    }
    boolean over = verdicts.stream().anyMatch(one -> Fields.of(one).isTrue("quarantined"));
    return over ? ExitCode.REFUSED : ExitCode.OK;
  }

  /** What runs elsewhere has no image. */
  private static List<String> servers(AdminClient hub) {
    return Fields.of(hub.get("/servers")).objects("servers").stream()
        .filter(one -> !one.text("source").startsWith("url:"))
        .map(one -> one.text("name"))
        .toList();
  }

  private Slice scan(AdminClient hub, String name) {
    StepLines lines = new StepLines(session.output(), "it was done");
    hub.lines(
        "POST",
        Paths.server(name) + "/scan" + (again ? "?again=true" : ""),
        Slice.of(""),
        lines::line);
    return lines.result("verdict");
  }

  private void json(List<Slice> verdicts) {
    if (server != null) {
      session.output().document(verdicts.getFirst());
    } else {
      session.output().document(new JsonObject().list("verdicts", verdicts).slice());
    }
  }
}
