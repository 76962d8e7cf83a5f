package dev.mcpcentral.hub.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Severities of log messages, the least severe first (RFC 5424; MCP server/utilities/logging). */
public enum LogLevel {
  DEBUG,
  INFO,
  NOTICE,
  WARNING,
  ERROR,
  CRITICAL,
  ALERT,
  EMERGENCY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As written on the wire. */
  public String word() {
    return word;
  }

  public static Optional<LogLevel> of(@Nullable String word) {
    return Arrays.stream(values()).filter(level -> level.word.equals(word)).findFirst();
  }

  /** Whether a client that asked for this level wants a message of {@code other}. */
  public boolean admits(LogLevel other) {
    return other.compareTo(this) >= 0;
  }
}
