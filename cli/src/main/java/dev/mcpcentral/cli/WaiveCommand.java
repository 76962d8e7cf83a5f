package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Waiver;
import dev.mcpcentral.protocol.json.Slice;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "waive",
    description = {
      "Live with a finding of a server for a while, for a reason.",
      "Written into the configuration file. When it has expired, the server is held back again. Needs no running hub."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central waive mine CVE-2021-44906 --reason \"parses no input of others\" --for 30d",
      "  mcp-central waive mine root --reason \"maker will fix it in May\" --until 2027-05-31"
    })
final class WaiveCommand implements Callable<Integer> {
  private static final Pattern DAYS = Pattern.compile("(\\d{1,4})d");

  private final Session session;

  @Parameters(index = "0", paramLabel = "SERVER", description = "The server's name.")
  private String server = "";

  @Parameters(
      index = "1",
      paramLabel = "FINDING",
      description = "An advisory's id or alias, or a check: root, setuid, capabilities, secret.")
  private String finding = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Option(names = "--until", paramLabel = "DAY", description = "The last day: 2027-01-31.")
  private @Nullable String until;

  @Option(names = "--for", paramLabel = "DAYS", description = "How many days: 30d.")
  private @Nullable String days;

  WaiveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Waiver waiver = waiver();
    if (session.runningHub().isPresent()) {
      session.hub().post("/waivers", body(waiver));
    } else {
      directly(waiver);
    }
    if (session.json) {
      session.output().document(new JsonObject().put("waiver", json(waiver)).slice());
    } else {
      session
          .output()
          .line(
              "%s of %s is waived until %s"
                  .formatted(waiver.finding(), waiver.server(), waiver.expires()));
    }
    return ExitCode.OK;
  }

  private Waiver waiver() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try {
      Waiver waiver = new Waiver(new ServerName(server), finding, reason, expires(today));
      if (waiver.counts(today)) {
        return waiver;
      }
    } catch (IllegalArgumentException | DateTimeException invalid) {
      throw CommandFailure.usage(String.valueOf(invalid.getMessage()));
    }
    throw CommandFailure.usage("a waiver must end in the future");
  }

  private LocalDate expires(LocalDate today) {
    if ((until == null) == (days == null)) {
      throw CommandFailure.usage("say --until DAY or --for DAYS: every waiver ends");
    }
    if (until != null) {
      return LocalDate.parse(until);
    }
    Matcher matcher = DAYS.matcher(String.valueOf(days));
    if (!matcher.matches()) {
      throw CommandFailure.usage("--for takes days, such as 30d");
    }
    return today.plusDays(Long.parseLong(matcher.group(1)));
  }

  private void directly(Waiver waiver) {
    try {
      new ConfigurationFile(session.configuration(), Set.of(session.home())).addWaiver(waiver);
    } catch (ConfigurationException refused) {
      throw CommandFailure.failed("failed", String.valueOf(refused.getMessage()));
    }
  }

  private static Slice body(Waiver waiver) {
    return json(waiver).slice();
  }

  private static JsonObject json(Waiver waiver) {
    return new JsonObject()
        .put("server", waiver.server().value())
        .put("finding", waiver.finding())
        .put("reason", waiver.reason())
        .put("expires", waiver.expires().toString());
  }
}
