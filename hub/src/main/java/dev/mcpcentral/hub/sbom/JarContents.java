package dev.mcpcentral.hub.sbom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The Maven artifacts in a jar, by the {@code pom.properties} that Maven puts there. */
final class JarContents {
  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final int MOST_ENTRIES = 100_000;
  private static final int MOST_BYTES = 64 << 10;

  /** How much a jar of 16 MiB may unpack to. */
  private static final long MOST_UNPACKED = 512L << 20;

  private JarContents() {}

  static List<Component> components(byte[] jar, int length) {
    List<Component> components = new ArrayList<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar, 0, length))) {
      long unpacked = 0;
      for (int i = 0; i < MOST_ENTRIES && unpacked < MOST_UNPACKED; i++) {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          break;
        }
        if (PROPERTIES.matcher(entry.getName()).matches()) {
          add(components, zip.readNBytes(MOST_BYTES));
        } else {
          unpacked += zip.skip(MOST_UNPACKED - unpacked);
        }
      }
    } catch (IOException | IllegalArgumentException notAJar) {
      // What was found until then counts.
      return components;
    }
    return components;
  }

  private static void add(List<Component> components, byte[] text) throws IOException {
    Properties pom = new Properties();
    pom.load(new ByteArrayInputStream(text));
    String group = pom.getProperty("groupId", "");
    String artifact = pom.getProperty("artifactId", "");
    if (!group.isEmpty() && !artifact.isEmpty()) {
      Components.maven(group, artifact, pom.getProperty("version", "")).ifPresent(components::add);
    }
  }
}
