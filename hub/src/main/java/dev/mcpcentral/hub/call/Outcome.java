package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ServerMethod;
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

  /** A modern client is to answer the server's questions and come back. */
  record InputRequired(Slice result) implements Outcome {
    @Override
    public String word() {
      return "input-required";
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

    /** There is no such tool, prompt, resource or task, or none that this caller may know of. */
    record Unknown(ServerMethod verb, String name) implements Failure {
      @Override
      public String word() {
        return "unknown-" + what();
      }

      public String what() {
        return switch (verb) {
          case CALL_TOOL -> "tool";
          case GET_PROMPT -> "prompt";
          case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE -> "resource";
          case COMPLETE -> "reference";
          case GET_TASK, UPDATE_TASK, CANCEL_TASK, TASK_RESULT -> "task";
        };
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
