package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "review",
    description = {
      "Look at a server that was discovered or imported, and accept it.",
      "Shows what it may reach and asks; until then it counts as high risk."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central review weather",
      "  mcp-central review weather --risk low --yes"
    })
final class ReviewCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  @Option(
      names = "--risk",
      paramLabel = "LEVEL",
      description = "low, medium or high; the declared level when not given.")
  private @Nullable String risk;

  @Option(names = "--yes", description = "Accept without asking.")
  private boolean yes;

  ReviewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    AdminClient hub = session.hub();
    if (!session.json) {
      ExplanationPage.print(Fields.of(hub.get(Paths.server(server) + "/explain")), output);
    }
    if (!yes && !accepted(output)) {
      throw CommandFailure.failed("not-reviewed", "nothing was changed");
    }
    JsonObject body = new JsonObject();
    if (risk != null) {
      body.put("risk", risk);
    }
    try (var _ = new Waiting(output, "starting " + server + " at its new level")) {
      Slice answer = hub.post(Paths.server(server) + "/review", body.slice());
      if (session.json) {
        output.document(answer);
      } else {
        Standing.print(server, answer, output);
      }
    }
    return ExitCode.OK;
  }

  private boolean accepted(Output output) {
    if (session.json || !session.surroundings().terminal().getAsBoolean()) {
      throw CommandFailure.usage("add --yes to accept without being asked");
    }
    output.progress("Accept " + server + (risk == null ? "" : " at risk " + risk) + "? [y/N]");
    try {
      // Not closed: it is the process's own.
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the answer", e);
    }
  }
}
