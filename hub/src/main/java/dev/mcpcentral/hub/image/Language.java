package dev.mcpcentral.hub.image;

import java.util.List;
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

  /** What tells in its images whether a server's main process is there; see {@link Health}. */
  List<String> health() {
    return switch (this) {
      case NODE -> List.of("node", "-e", "process.kill(1, 0)");
      case PYTHON -> List.of("python3", "-c", "import os; os.kill(1, 0)");
      case GO -> List.of("/" + Health.PROGRAM);
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
