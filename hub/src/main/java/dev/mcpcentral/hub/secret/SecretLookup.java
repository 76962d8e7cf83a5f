package dev.mcpcentral.hub.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.spec.SecretGuess;
import dev.mcpcentral.hub.spec.SecretReference;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the values that a server is to be told: what its {@code secrets} refer to, and what of its
 * {@code env} looks like a secret. A reference is resolved for the server that declares it, at each
 * start, and is kept nowhere.
 */
public final class SecretLookup {
  /** What the entry of a container has room for, with the names. */
  static final int MAX_TOTAL_BYTES = 512 << 10;

  private final Map<String, String> environment;
  private final Path home;

  /**
   * @param environment the hub's own
   * @param home the hub's state, of which nothing is any server's secret
   */
  public SecretLookup(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  /** Whether a value of {@code env} is handed over like a secret. */
  public static boolean confidential(String name, String value) {
    boolean place = name.endsWith("_FILE") && value.startsWith("/");
    return !place && !value.isEmpty() && SecretGuess.reason(name, value).isPresent();
  }

  /**
   * The values by their variables' names, in the order of the spec.
   *
   * @throws SecretException when one is missing or cannot be handed over; it names the server, the
   *     variable and the reference
   */
  public Map<String, SecretValue> of(ServerSpec spec) {
    return with(spec, references(spec));
  }

  /** What the {@code secrets} of a spec refer to, in its order; throws as {@link #of} does. */
  public Map<String, SecretValue> references(ServerSpec spec) {
    Map<String, SecretValue> values = new LinkedHashMap<>();
    spec.secrets().forEach((name, reference) -> values.put(name, value(spec, name, reference)));
    return values;
  }

  /**
   * The same as {@link #of} where somebody else has looked the references up: they are not looked
   * at here.
   *
   * @param told a value for each of the spec's {@code secrets}, and nothing else
   */
  public Map<String, SecretValue> with(ServerSpec spec, Map<String, SecretValue> told) {
    if (!told.keySet().equals(spec.secrets().keySet())) {
      throw new SecretException(
          "server '%s' is to be told its secrets %s and nothing else"
              .formatted(spec.name(), spec.secrets().keySet()));
    }
    Map<String, SecretValue> values = new LinkedHashMap<>(told);
    spec.env()
        .forEach((name, value) -> {
          if (confidential(name, value)) {
            values.put(name, checked(spec, name, "env", value.getBytes(UTF_8)));
          }
        });
    refuseTwins(spec, values.keySet());
    if (values.values().stream().mapToLong(SecretValue::length).sum() > MAX_TOTAL_BYTES) {
      throw new SecretException(
          "the secrets of server '%s' are longer than %d KiB together"
              .formatted(spec.name(), MAX_TOTAL_BYTES >> 10));
    }
    return Collections.unmodifiableMap(values);
  }

  /** Both would be the same file. */
  private static void refuseTwins(ServerSpec spec, Set<String> names) {
    for (String name : names) {
      if (names.contains(name + "_FILE")) {
        throw new SecretException(
            "server '%s' has the secrets %s and %s_FILE: leave one of them, the first is both a variable and a file"
                .formatted(spec.name(), name, name));
      }
    }
  }

  private SecretValue value(ServerSpec spec, String name, SecretReference reference) {
    return switch (reference) {
      case SecretReference.Environment(String variable) -> {
        String value = environment.get(variable);
        if (value == null) {
          throw trouble(
              spec,
              name,
              reference.text(),
              "the hub's environment has no such variable: set it and start the hub again");
        }
        yield checked(spec, name, reference.text(), value.getBytes(UTF_8));
      }
      case SecretReference.File(Path path) ->
          checked(spec, name, reference.text(), withoutLineEnd(content(spec, name, path)));
    };
  }

  private byte[] content(ServerSpec spec, String name, Path path) {
    String reference = "file:" + path;
    try {
      Path real = path.toRealPath();
      if (real.startsWith(home)) {
        throw trouble(spec, name, reference, "that is the hub's own state: keep it elsewhere");
      }
      if (!Files.isRegularFile(real)) {
        throw trouble(spec, name, reference, "that is no file");
      }
      try (InputStream in = Files.newInputStream(real)) {
        // Longer is refused below, however long it is.
        return in.readNBytes(SecretValue.MAX_BYTES + 3);
      }
    } catch (IOException _) {
      throw trouble(
          spec, name, reference, "the hub cannot read that file: create it, readable for the hub");
    }
  }

  private static byte[] withoutLineEnd(byte[] content) {
    int end = content.length;
    if (end > 0 && content[end - 1] == '\n') {
      end--;
      if (end > 0 && content[end - 1] == '\r') {
        end--;
      }
    }
    return Arrays.copyOf(content, end);
  }

  private static SecretValue checked(ServerSpec spec, String name, String where, byte[] bytes) {
    try {
      return new SecretValue(bytes);
    } catch (IllegalArgumentException e) {
      throw trouble(spec, name, where, String.valueOf(e.getMessage()));
    }
  }

  private static SecretException trouble(
      ServerSpec spec, String name, String reference, String what) {
    return new SecretException(
        "server '%s' cannot be given its secret %s (%s): %s"
            .formatted(spec.name(), name, reference, what));
  }
}
