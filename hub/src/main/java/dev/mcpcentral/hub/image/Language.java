package dev.mcpcentral.hub.image;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a program needs around it to run. */
enum Language {
  NODE,
  PYTHON,
  /** A static binary that we compiled: nothing but certificates. */
  GO,
  /** A runnable jar. */
  JVM,
  /** A static binary that was there already. */
  STATIC;

  /** The label of our images that says it. */
  static final String LABEL = "mcp-central.language";

  /** The word in labels and in the names of templates. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of that {@link #word}. */
  static Language of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What its images set, besides what all of ours do. */
  Map<String, String> environment() {
    return switch (this) {
      case NODE -> Map.of("NODE_ENV", "production");
      case PYTHON -> Map.of("PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1");
      case GO, JVM, STATIC -> Map.of();
    };
  }

  /** The names of all variables that its images set over those of the base. */
  Set<String> names() {
    Set<String> names = new HashSet<>(environment().keySet());
    names.addAll(Set.of("GOVERNANCE_LOG_LEVEL", "HOME"));
    return names;
  }

  /** What starts its programs in our images; empty when they start themselves. */
  String interpreter() {
    return switch (this) {
      case NODE -> "node";
      case PYTHON -> "python3";
      case JVM -> "java";
      case GO, STATIC -> "";
    };
  }

  /** What tells in its images whether a server's main process is there; see {@link Health}. */
  List<String> health() {
    return switch (this) {
      case NODE -> List.of("node", "-e", "process.kill(1, 0)");
      case PYTHON -> List.of("python3", "-c", "import os; os.kill(1, 0)");
      case GO, JVM, STATIC -> List.of("/" + Health.PROGRAM);
    };
  }

  /** What its programs stand on. */
  BaseKind base() {
    return switch (this) {
      case NODE -> BaseKind.NODE;
      case PYTHON -> BaseKind.PYTHON;
      case JVM -> BaseKind.JRE;
      case GO, STATIC -> BaseKind.STATIC;
    };
  }
}
