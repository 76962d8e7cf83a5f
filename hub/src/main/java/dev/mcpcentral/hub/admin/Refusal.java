package dev.mcpcentral.hub.admin;

import io.helidon.http.Status;

/** A request that the admin API does not carry out; the message is for people. */
final class Refusal extends RuntimeException {
  private final transient Status status;
  private final String code;

  Refusal(Status status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Refusal malformed(String message) {
    return new Refusal(Status.BAD_REQUEST_400, "malformed", message);
  }

  Status status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
