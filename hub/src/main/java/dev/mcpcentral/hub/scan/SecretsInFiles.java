package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.sbom.Examiner;
import dev.mcpcentral.hub.sbom.LayerFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Credentials in the files of all layers. What an upper layer deletes still counts: whoever has the
 * image has the layer.
 */
final class SecretsInFiles implements Examiner {
  private static final int MOST_REPORTED = 20;

  /** Keys that packages bring along for their own tests open nothing. */
  private static final Pattern TEST_OF_PACKAGE =
      Pattern.compile(
          "(?:.*/)?(?:node_modules|site-packages|dist-packages)/(?:.*/)?"
              + "(?:tests?|__tests__|testing|test_?data|fixtures?|examples?|specs?)/.*");

  private final Map<String, Set<String>> byPath = new TreeMap<>();
  private boolean binary;

  @Override
  public Wish file(LayerFile file) {
    return file.size() == 0 || TEST_OF_PACKAGE.matcher(file.path()).matches()
        ? Wish.NOTHING
        : Wish.PIECES;
  }

  @Override
  public void content(LayerFile file, byte[] bytes, int length, boolean first) {
    if (first) {
      binary = isBinary(bytes, length);
    }
    if (!binary) {
      Set<String> kinds = SecretSearch.find(bytes, length);
      if (!kinds.isEmpty()) {
        byPath.computeIfAbsent(file.path(), _ -> new TreeSet<>()).addAll(kinds);
      }
    }
  }

  /** In programs and archives, short patterns occur by chance. */
  private static boolean isBinary(byte[] bytes, int length) {
    for (int i = 0; i < Math.min(length, 8192); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    byPath.forEach((path, kinds) -> {
      if (findings.size() < MOST_REPORTED) {
        String held = String.join(", ", kinds);
        findings.add(
            Finding.check(
                "secret",
                Severity.CRITICAL,
                path,
                "holds " + held + "; whoever has the image has it, so replace it"));
      }
    });
    return findings;
  }
}
