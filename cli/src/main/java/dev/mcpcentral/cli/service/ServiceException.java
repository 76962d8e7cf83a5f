package dev.mcpcentral.cli.service;

/** A service cannot be installed or removed; the message is for people. */
public final class ServiceException extends RuntimeException {
  ServiceException(String message) {
    super(message);
  }
}
