package dev.mcpcentral.hub.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a program's lock says about its packages beyond what is installed: hashes, licences, and
 * which would run a script when npm installs them.
 */
final class Lock {
  private static final long MOST_BYTES = 64L << 20;
  private static final Pattern REQUIREMENT =
      Pattern.compile("([A-Za-z0-9._-]{1,200})(?:\\[[^]]{0,200}])?==([^\\s;]{1,100})(.*)");
  private static final Pattern SHA256 = Pattern.compile("--hash=sha256:([0-9a-f]{64})");
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha512", "SHA-512", "sha384", "SHA-384", "sha256", "SHA-256", "sha1", "SHA-1");

  private record Entry(List<Component.Hash> hashes, List<String> licences) {}

  private final Map<String, Entry> byPurl = new HashMap<>();
  private final List<String> scripts = new ArrayList<>();

  private Lock() {}

  /** The lock in this folder; says nothing where there is none. */
  static Lock read(Optional<Path> folder) {
    var lock = new Lock();
    if (folder.isPresent()) {
      try {
        lock.readNpm(folder.get().resolve("package-lock.json"));
        lock.readRequirements(folder.get().resolve("requirements.txt"));
      } catch (IOException | JacksonException damaged) {
        throw new ContentException(
            "The lock in " + folder.get() + " cannot be read: " + damaged.getMessage(), damaged);
      }
    }
    return lock;
  }

  Component complete(Component component) {
    Entry entry = byPurl.get(component.purl());
    return entry == null ? component : component.with(entry.hashes(), entry.licences());
  }

  /** The npm packages that have an install script, as {@code name version}. */
  List<String> scripts() {
    return List.copyOf(scripts);
  }

  private void readNpm(Path file) throws IOException {
    if (!readable(file)) {
      return;
    }
    JsonNode packages = Json.MAPPER.readTree(Files.readAllBytes(file)).path("packages");
    for (Map.Entry<String, JsonNode> one : packages.properties()) {
      int at = one.getKey().lastIndexOf("node_modules/");
      if (at >= 0) {
        String folder = one.getKey().substring(at + "node_modules/".length());
        npm(one.getValue().path("name").asString(folder), one.getValue());
      }
    }
  }

  private void npm(String name, JsonNode one) {
    String version = one.path("version").asString("");
    Entry entry =
        new Entry(integrity(one.path("integrity").asString("")), NpmManifest.licences(one));
    Components.npm(name, version, List.of())
        .ifPresent(component -> byPurl.putIfAbsent(component.purl(), entry));
    if (one.path("hasInstallScript").asBoolean(false)) {
      scripts.add(name + " " + version);
    }
  }

  /** Subresource integrity: {@code sha512-BASE64}, several of them divided by blanks. */
  private static List<Component.Hash> integrity(String text) {
    List<Component.Hash> hashes = new ArrayList<>();
    for (String one : text.split(" ", -1)) {
      int dash = one.indexOf('-');
      String algorithm = dash < 0 ? null : ALGORITHMS.get(one.substring(0, dash));
      if (algorithm != null) {
        try {
          byte[] digest = Base64.getDecoder().decode(one.substring(dash + 1));
          hashes.add(new Component.Hash(algorithm, HexFormat.of().formatHex(digest)));
        } catch (IllegalArgumentException notBase64) {
          return List.of();
        }
      }
    }
    return hashes;
  }

  /** One line may go on below, after a backslash. */
  private void readRequirements(Path file) throws IOException {
    if (!readable(file)) {
      return;
    }
    for (String line : Files.readString(file).replace("\\\n", " ").split("\n", -1)) {
      Matcher requirement = REQUIREMENT.matcher(line.strip());
      if (requirement.matches()) {
        List<Component.Hash> hashes = new ArrayList<>();
        Matcher hash = SHA256.matcher(requirement.group(3));
        while (hash.find()) {
          hashes.add(new Component.Hash("SHA-256", hash.group(1)));
        }
        Components.pypi(requirement.group(1), requirement.group(2), List.of())
            .ifPresent(component -> byPurl.put(component.purl(), new Entry(hashes, List.of())));
      }
    }
  }

  private static boolean readable(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES;
  }
}
