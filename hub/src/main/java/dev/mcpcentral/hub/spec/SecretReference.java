package dev.mcpcentral.hub.spec;

import java.nio.file.Path;

/** Where the hub finds the value of a secret: never the value itself. */
public sealed interface SecretReference {
  /** The written form, such as {@code env:GITHUB_TOKEN}. */
  String text();

  /** A variable of the hub's own environment. */
  record Environment(String variable) implements SecretReference {
    /** Refuses other names with {@link IllegalArgumentException}. */
    public Environment {
      if (!SpecRules.ENV_NAME.matcher(variable).matches()) {
        throw malformed();
      }
    }

    @Override
    public String text() {
      return "env:" + variable;
    }
  }

  /** The content of a file, without the line end at its end. */
  record File(Path path) implements SecretReference {
    /** Refuses what is no plain absolute path with {@link IllegalArgumentException}. */
    public File {
      if (!path.isAbsolute() || !path.equals(path.normalize())) {
        throw malformed();
      }
    }

    @Override
    public String text() {
      return "file:" + path;
    }
  }

  /** Reads the written form; others are refused with {@link IllegalArgumentException}. */
  static SecretReference parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(0, colon))) {
      case "env" -> new Environment(rest);
      case "file" -> new File(Path.of(rest));
      default -> throw malformed();
    };
  }

  /** Never repeats what was written: it may be the secret itself. */
  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "a secret is given by where the hub finds it: env:VARIABLE or file:/absolute/path, never by its value");
  }
}
