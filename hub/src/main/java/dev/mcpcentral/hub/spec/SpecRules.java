package dev.mcpcentral.hub.spec;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bounds of a {@link ServerSpec}. Messages name keys, never values of arguments or {@code env}.
 */
final class SpecRules {
  private static final int MAX_STRINGS = 256;
  private static final int MAX_STRING_LENGTH = 32 * 1024;
  private static final int MAX_TARGETS = 32;
  private static final int MAX_PACKAGES = 16;
  private static final int MAX_SECRETS = 64;
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]{1,63}");
  static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern HTTP_PATH = Pattern.compile("/[A-Za-z0-9._~/-]{0,255}");

  private SpecRules() {}

  static void checkPackages(List<String> packages, Source source) {
    if (packages.size() > MAX_PACKAGES) {
      throw new InvalidSpecException(
          "packages", "packages may have at most " + MAX_PACKAGES + " entries");
    }
    for (String name : packages) {
      if (!PACKAGE.matcher(name).matches()) {
        throw new InvalidSpecException(
            "packages", "packages takes names of Debian packages, for example [git, ripgrep]");
      }
    }
    boolean ours =
        source instanceof Source.Npm
            || source instanceof Source.Pypi
            || source instanceof Source.Go;
    if (!packages.isEmpty() && !ours) {
      throw new InvalidSpecException(
          "packages",
          "packages belong to npm:, pypi: and go: servers: put them into the image or its Dockerfile");
    }
  }

  static void checkArgs(List<String> args) {
    if (args.size() > MAX_STRINGS) {
      throw new InvalidSpecException("args", "args may have at most " + MAX_STRINGS + " entries");
    }
    for (int i = 0; i < args.size(); i++) {
      checkString("args", "argument " + (i + 1), args.get(i));
    }
  }

  static void checkEnv(Map<String, String> env) {
    if (env.size() > MAX_STRINGS) {
      throw new InvalidSpecException("env", "env may have at most " + MAX_STRINGS + " entries");
    }
    env.forEach((name, value) -> {
      if (!ENV_NAME.matcher(name).matches()) {
        throw new InvalidSpecException(
            "env",
            "an environment name has letters, digits and '_', and starts with no digit, for example API_URL");
      }
      checkString("env", "the value of env " + name, value);
    });
  }

  static void checkSecrets(Map<String, SecretReference> secrets, Map<String, String> env) {
    if (secrets.size() > MAX_SECRETS) {
      throw new InvalidSpecException(
          "secrets", "secrets may have at most " + MAX_SECRETS + " entries");
    }
    for (String name : secrets.keySet()) {
      if (!ENV_NAME.matcher(name).matches()) {
        throw new InvalidSpecException(
            "secrets",
            "a secret has the name of the variable that the server looks into, for example API_TOKEN: letters, digits and '_'");
      }
      if (env.containsKey(name)) {
        throw new InvalidSpecException(
            "secrets", name + " is in env and in secrets: leave it in one of them");
      }
    }
  }

  private static void checkString(String key, String what, String value) {
    if (value.length() > MAX_STRING_LENGTH) {
      throw new InvalidSpecException(key, what + " is longer than 32 KiB");
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidSpecException(key, what + " holds a NUL character");
    }
  }

  static void checkTargets(List<Mount> mounts, List<Volume> volumes) {
    if (mounts.size() + volumes.size() > MAX_TARGETS) {
      throw new InvalidSpecException(
          "mounts", "a server may have at most " + MAX_TARGETS + " mounts and volumes");
    }
    Set<String> targets = new HashSet<>();
    Stream.concat(
            mounts.stream().map(mount -> Map.entry("mounts", mount.target())),
            volumes.stream().map(volume -> Map.entry("volumes", volume.target())))
        .forEach(target -> {
          if (!targets.add(target.getValue())) {
            throw new InvalidSpecException(
                target.getKey(), "target '" + target.getValue() + "' is used twice");
          }
        });
    Set<String> names = new HashSet<>();
    for (Volume volume : volumes) {
      if (!names.add(volume.name())) {
        throw new InvalidSpecException("volumes", "volume '" + volume.name() + "' is named twice");
      }
    }
  }

  static void checkHttp(OptionalInt port, String path) {
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
      throw new InvalidSpecException("port", "port must be between 1 and 65535");
    }
    if (!HTTP_PATH.matcher(path).matches() || path.contains("/../") || path.endsWith("/..")) {
      throw new InvalidSpecException("path", "path must be an HTTP path such as /mcp");
    }
    if (port.isEmpty() && !path.equals(ServerSpec.DEFAULT_PATH)) {
      throw new InvalidSpecException(
          "path", "path belongs to a server that speaks HTTP: give its port, too, or remove path");
    }
  }

  static void checkTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new InvalidSpecException("timeout", "timeout must be between 1s and 1h");
    }
  }

  static void checkRemote(boolean nothingLocal, OptionalInt port, DeclaredLimits limits) {
    if (!nothingLocal || port.isPresent() || !limits.equals(DeclaredLimits.NONE)) {
      throw new InvalidSpecException(
          "source",
          "a url: server runs elsewhere, so args, env, secrets, mounts, volumes, limits and port have no effect: remove them");
    }
  }

  static void checkContainer(
      boolean nothingShaped, DeclaredLimits limits, Reach reach, Instances shared) {
    if (!nothingShaped || !limits.equals(DeclaredLimits.NONE) || !reach.equals(Reach.NONE)) {
      throw new InvalidSpecException(
          "source",
          "a container: server is started by somebody else, so args, env, secrets, mounts, volumes, limits, network, egress and grants have no effect: remove them");
    }
    if (shared != Instances.SHARED) {
      throw new InvalidSpecException(
          "instances", "a container: server is one container, shared by all: remove instances");
    }
  }

  static void checkRemoteReach(Reach reach) {
    if (reach.guarded() || !reach.grants().isEmpty()) {
      throw new InvalidSpecException(
          "source",
          "a url: server runs elsewhere, so egress and grants have no effect: remove them");
    }
  }
}
