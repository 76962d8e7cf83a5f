package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.ServerStatus;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of several lines (application/x-ndjson): {@code {"step":…}} for each step, then one
 * {@code {"server":…}} (or another key), {@code {"skipped":…}} or {@code {"error":…}}; {@code
 * {"note":…}} lines may come before it.
 */
final class StepStream {
  private final OutputStream out;
  private boolean gone;

  StepStream(ServerResponse response) {
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, "application/x-ndjson")
        .header(HeaderNames.CACHE_CONTROL, "no-store");
    this.out = response.outputStream();
  }

  /** Steps come from any thread. */
  void step(String what) {
    line(Answers.with("step", what));
  }

  /** What the operator still has to do. */
  void note(String what) {
    line(Answers.with("note", what));
  }

  /** Nothing was to be done. */
  void skip(String why) {
    line(Answers.with("skipped", why));
    close();
  }

  /** Carries the change out and writes the last line. */
  void end(Supplier<ServerStatus> change) {
    end("server", () -> Answers.server(change.get()));
  }

  /** The same for a change whose result is called {@code name}. */
  void end(String name, Supplier<ObjectNode> change) {
    line(outcome(name, change));
    close();
  }

  private static ObjectNode outcome(String name, Supplier<ObjectNode> change) {
    try {
      return Answers.with(name, change.get());
    } catch (FleetException e) {
      return Answers.error("failed", String.valueOf(e.getMessage()));
    } catch (AuditUnavailableException e) {
      return error(AdminApi.auditUnavailable(e));
    } catch (RuntimeException e) {
      return error(AdminApi.internal(e));
    }
  }

  private static ObjectNode error(Refusal refusal) {
    return Answers.error(refusal.code(), refusal.text());
  }

  private synchronized void line(ObjectNode node) {
    if (gone) {
      return;
    }
    try {
      out.write(Answers.bytes(node));
      out.write('\n');
      out.flush();
    } catch (IOException | RuntimeException e) {
      // A reader who has left: the server library says so with exceptions of several kinds.
      gone = true;
    }
  }

  private synchronized void close() {
    try {
      out.close();
    } catch (IOException | RuntimeException e) {
      gone = true;
    }
  }
}
