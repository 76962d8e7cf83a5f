package dev.mcpcentral.cli;

import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "waivers",
    description = "List the findings that you live with, and until when. Needs no running hub.",
    footer = {"", "Examples:", "  mcp-central waivers", "  mcp-central waivers --json"})
final class WaiversCommand implements Callable<Integer> {
  private final Session session;

  WaiversCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Waiver> waivers = waivers();
    if (session.json) {
      session
          .output()
          .document(
              new JsonObject()
                  .put("waivers", waivers.stream().map(one -> json(one, today)).toList())
                  .slice());
    } else if (waivers.isEmpty()) {
      session.output().line("No waivers.");
    } else {
      Table table = new Table(-1, "SERVER", "FINDING", "UNTIL", "REASON");
      waivers.forEach(
          one -> table.row(one.server().value(), one.finding(), until(one, today), one.reason()));
      table.print(session.output());
    }
    return ExitCode.OK;
  }

  private List<Waiver> waivers() {
    Path file =
        session.config == null
            ? session.runningHub().map(hub -> hub.config()).orElseGet(session::configuration)
            : session.configuration();
    try {
      return new ConfigurationFile(file, Set.of(session.home())).read().waivers();
    } catch (ConfigurationException refused) {
      throw CommandFailure.failed("configuration", String.valueOf(refused.getMessage()));
    }
  }

  private static String until(Waiver waiver, LocalDate today) {
    return waiver.counts(today)
        ? waiver.expires().toString()
        : waiver.expires() + ", expired: counts no more";
  }

  private static JsonObject json(Waiver waiver, LocalDate today) {
    return new JsonObject()
        .put("server", waiver.server().value())
        .put("finding", waiver.finding())
        .put("reason", waiver.reason())
        .put("expires", waiver.expires().toString())
        .put("expired", !waiver.counts(today));
  }
}
