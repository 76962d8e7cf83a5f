package dev.mcpcentral.protocol.http;

import java.io.IOException;

/** A request that cannot be right, or that two readers could read differently: 400, and close. */
public final class MalformedHeadException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedHeadException(String message) {
    super(message);
  }
}
