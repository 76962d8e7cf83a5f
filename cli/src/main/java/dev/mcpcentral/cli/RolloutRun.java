package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the hub to change what runs behind names, one after the other. */
final class RolloutRun {
  private final Output output;
  private final AdminClient hub;
  private final RolloutVerb verb;
  private final List<Ended> ended = new ArrayList<>();

  /**
   * How it ended for one server.
   *
   * @param result the hub's word for it, or one of ours: failed, skipped, not-tried
   */
  record Ended(String server, String result, String message, Optional<Slice> report) {
    boolean failed() {
      return !List.of("done", "unchanged", "would-change", "skipped", "not-tried").contains(result);
    }

    private JsonObject json() {
      JsonObject json = new JsonObject().put("server", server).put("result", result);
      report.ifPresentOrElse(
          known -> json.put("rollout", known), () -> json.put("message", message));
      return json;
    }
  }

  RolloutRun(Session session, RolloutVerb verb) {
    this.output = session.output();
    this.hub = session.hub();
    this.verb = verb;
  }

  AdminClient hub() {
    return hub;
  }

  /** Changes one server, prints how that went, and gives the exit code. */
  int one(String server, JsonObject order, String again) {
    Slice report = ask(server, order);
    if (output.json()) {
      output.document(new JsonObject().put("rollout", report).slice());
    } else {
      new RolloutPage(output, verb).print(Fields.of(report), again);
    }
    return RolloutPage.ok(Fields.of(report)) ? ExitCode.OK : ExitCode.FAILED;
  }

  /** One of several: its failure leaves the others alone. */
  Ended each(String server, JsonObject order, String again) {
    try {
      Slice report = ask(server, order);
      Fields fields = Fields.of(report);
      if (!output.json()) {
        new RolloutPage(output, verb).print(fields, again);
      }
      return end(new Ended(server, fields.text("result"), "", Optional.of(report)));
    } catch (CommandFailure failure) {
      if (failure.exitCode() == ExitCode.NOT_RUNNING) {
        throw failure;
      }
      say("❌ %s was not %s: %s".formatted(server, verb.participle(), failure.text()));
      return end(new Ended(server, "failed", failure.text(), Optional.empty()));
    }
  }

  void skip(String server, String why) {
    say("%s: skipped, %s".formatted(server, why));
    end(new Ended(server, "skipped", why, Optional.empty()));
  }

  void leaveOut(String server, String why) {
    say("%s: not tried, %s".formatted(server, why));
    end(new Ended(server, "not-tried", why, Optional.empty()));
  }

  /** Tells how all went, and gives the exit code. */
  int summary() {
    long failed = ended.stream().filter(Ended::failed).count();
    if (output.json()) {
      List<JsonObject> rows = ended.stream().map(Ended::json).toList();
      output.document(new JsonObject().put("servers", rows).put("failed", failed).slice());
    } else {
      output.line(
          "%d %s, %d failed, %d as they were, %d not tried"
              .formatted(
                  count("done") + count("would-change"),
                  count("would-change") > 0 ? "would be " + verb.participle() : verb.participle(),
                  failed,
                  count("unchanged") + count("skipped"),
                  count("not-tried")));
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private long count(String result) {
    return ended.stream().filter(one -> one.result().equals(result)).count();
  }

  private Ended end(Ended one) {
    ended.add(one);
    return one;
  }

  private void say(String line) {
    if (!output.json()) {
      output.line(line);
    }
  }

  private Slice ask(String server, JsonObject order) {
    String path = Paths.server(server) + "/" + verb.path();
    output.progress(verb.doing() + " " + server);
    StepLines lines = new StepLines(output, "it said how that ended");
    hub.lines("POST", path, order.slice(), lines::line);
    return lines.result("rollout");
  }
}
