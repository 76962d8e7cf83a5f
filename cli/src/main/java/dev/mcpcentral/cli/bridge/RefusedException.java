package dev.mcpcentral.cli.bridge;

import java.io.IOException;

/** The hub is there, and does not let us in. */
final class RefusedException extends IOException {
  RefusedException(String message) {
    super(message);
  }
}
