package dev.mcpcentral.hub.image;

import java.util.Map;

/** What a program needs around it to run. */
enum Language {
  NODE,
  PYTHON,
  /** A static binary: nothing but certificates. */
  GO;

  Map<String, String> environment() {
    return switch (this) {
      case NODE -> Map.of("NODE_ENV", "production");
      case PYTHON -> Map.of("PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1");
      case GO -> Map.of();
    };
  }

  /** What its programs stand on. */
  BaseKind base() {
    return switch (this) {
      case NODE -> BaseKind.NODE;
      case PYTHON -> BaseKind.PYTHON;
      case GO -> BaseKind.STATIC;
    };
  }
}
