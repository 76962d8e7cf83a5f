package dev.mcpcentral.cli.bridge;

import java.io.IOException;

/** No connection to the hub could be made: nothing was sent. */
final class UnreachableException extends IOException {
  UnreachableException(String message) {
    super(message);
  }
}
