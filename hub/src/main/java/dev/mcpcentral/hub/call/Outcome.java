package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;

/** How a call ended. */
public sealed interface Outcome {
  /** The word for it in audit records and metrics. */
  String word();

  /**
   * A result in the form of the client's era; {@code toolError} when it is a tool result with
   * {@code isError}.
   */
  record Answer(Slice result, boolean toolError) implements Outcome {
    @Override
    public String word() {
      return toolError ? "tool-error" : "ok";
    }
  }

  /** The server's own JSON-RPC error object, passed on as it is. */
  record ServerError(Slice error) implements Outcome {
    @Override
    public String word() {
      return "server-error";
    }
  }

  /**
   * The hub itself refused or could not carry out the call. Each protocol maps these in one
   * exhaustive switch.
   */
  sealed interface Failure extends Outcome {
    record Denied(String reason) implements Failure {
      @Override
      public String word() {
        return "denied";
      }
    }

    record UnknownTool(String name) implements Failure {
      @Override
      public String word() {
        return "unknown-tool";
      }
    }

    record UnknownMethod(String method) implements Failure {
      @Override
      public String word() {
        return "unknown-method";
      }
    }

    record InvalidArguments(String message) implements Failure {
      @Override
      public String word() {
        return "invalid-arguments";
      }
    }

    /** The server cannot take the call now; nothing was done. */
    record BackendUnavailable(ServerName server, String message) implements Failure {
      @Override
      public String word() {
        return "backend-unavailable";
      }
    }

    /** The server broke off or answered nonsense after it may have acted; never retried. */
    record BackendBroken(ServerName server, String message) implements Failure {
      @Override
      public String word() {
        return "backend-broken";
      }
    }

    record TimedOut(ServerName server, Duration after) implements Failure {
      @Override
      public String word() {
        return "timed-out";
      }
    }

    record Cancelled() implements Failure {
      @Override
      public String word() {
        return "cancelled";
      }
    }

    /** The audit log cannot be written, so nothing may happen or be released. */
    record Unrecorded() implements Failure {
      @Override
      public String word() {
        return "unrecorded";
      }
    }

    /** A defect of the hub; the id stands in its log, and is all that the client sees. */
    record Internal(String id) implements Failure {
      @Override
      public String word() {
        return "internal";
      }
    }
  }
}
