package dev.mcpcentral.cli.doctor;

import java.util.Locale;

/**
 * What one look has shown.
 *
 * @param subject what was looked at, in one or two words
 * @param message what was found, for people
 * @param remedy what to do; empty when nothing needs to be done
 */
public record Finding(String subject, Level level, String message, String remedy) {
  public enum Level {
    OK,
    WARN,
    FAIL;

    /** As printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String message) {
    return new Finding(subject, Level.OK, message, "");
  }

  static Finding warn(String subject, String message, String remedy) {
    return new Finding(subject, Level.WARN, message, remedy);
  }

  static Finding fail(String subject, String message, String remedy) {
    return new Finding(subject, Level.FAIL, message, remedy);
  }
}
