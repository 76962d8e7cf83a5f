package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "enable",
    description = {
      "Let a server be called that is declared with enabled: false.",
      "A server of high risk needs an engine with an isolating runtime (gVisor, Kata Containers), or a waiver of that for a while. Both are written into the configuration file."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central enable time",
      "  mcp-central enable shell --waive-runtime \"no gVisor on this machine\" --for 14d"
    })
final class EnableCommand implements Callable<Integer> {
  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,2})d?");

  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  @Option(
      names = "--waive-runtime",
      paramLabel = "REASON",
      description = "Why this server may run without an isolating runtime.")
  private @Nullable String reason;

  @Option(
      names = "--for",
      paramLabel = "DAYS",
      description = "How long that is waived, 1d to 366d; 30d when not given.")
  private @Nullable String days;

  EnableCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    Slice body = body();
    try (var _ = new Waiting(output, "enabling " + server)) {
      Slice answer = session.hub().post(Paths.server(server) + "/enable", body);
      if (session.json) {
        output.document(answer);
      } else {
        Standing.print(server, answer, output);
      }
    }
    return ExitCode.OK;
  }

  private Slice body() {
    JsonObject body = new JsonObject();
    if (reason != null) {
      body.put("waiveRuntime", reason);
      if (days != null) {
        body.put("days", days(days));
      }
    } else if (days != null) {
      throw CommandFailure.usage("--for belongs to --waive-runtime REASON");
    }
    return body.slice();
  }

  private static int days(String text) {
    Matcher matcher = DAYS.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailure.usage("--for is a number of days, for example 30d");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
