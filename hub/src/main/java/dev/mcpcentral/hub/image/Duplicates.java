package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Large files of one tree that are the same, byte for byte: graphics drivers come a dozen times in
 * one package. Which they are follows from their content alone, so that a layer stays reproducible.
 */
final class Duplicates {
  private static final long WORTH_IT = 1 << 20;

  private final Map<Path, Path> firsts = new HashMap<>();

  /**
   * @param sorted all paths of the tree, in the order in which they are written
   */
  Duplicates(List<Path> sorted) throws IOException {
    Map<String, List<Path>> alike = new HashMap<>();
    for (Path path : sorted) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) >= WORTH_IT) {
        String kind = Files.size(path) + (Files.isExecutable(path) ? "x" : "");
        alike.computeIfAbsent(kind, _ -> new ArrayList<>()).add(path);
      }
    }
    for (List<Path> candidates : alike.values()) {
      if (candidates.size() > 1) {
        compare(candidates);
      }
    }
  }

  /** The earlier file that this one repeats. */
  Optional<Path> first(Path path) {
    return Optional.ofNullable(firsts.get(path));
  }

  private void compare(List<Path> candidates) throws IOException {
    Map<String, Path> seen = new HashMap<>();
    for (Path path : candidates) {
      Path first = seen.putIfAbsent(hash(path), path);
      if (first != null) {
        firsts.put(path, first);
      }
    }
  }

  private static String hash(Path path) throws IOException {
    MessageDigest digest = LayerTar.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
