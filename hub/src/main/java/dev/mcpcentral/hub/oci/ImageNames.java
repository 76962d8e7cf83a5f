package dev.mcpcentral.hub.oci;

import java.util.regex.Pattern;

/** Names of images in the registry of this machine: {@code localhost:5000/idp/NAME:VERSION}. */
public final class ImageNames {
  /** What all of our repositories' names begin with. */
  public static final String NAMESPACE = "idp/";

  /** What the names of base images begin with. Build contexts that nobody lists here need them. */
  public static final String BASES = NAMESPACE + "base-";

  /** The tag of the newest push. */
  public static final String LATEST = "latest";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-+[a-z0-9]+)*");
  private static final int MOST_TAG = 128;

  private ImageNames() {}

  /**
   * The repository of a server's image.
   *
   * @throws IllegalArgumentException when the name cannot be one (OCI distribution spec, "name")
   */
  public static String repository(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name an image: use a-z, 0-9 and single '-' between them");
    }
    return NAMESPACE + name;
  }

  /** The version as a tag: PyPI's {@code 1!2.0+local} has signs that tags must not have. */
  public static String tag(String version) {
    String tag = version.replace("sha256:", "").replaceAll("[^A-Za-z0-9_.-]", "_");
    String begun = tag.startsWith(".") || tag.startsWith("-") ? "_" + tag : tag;
    return begun.substring(0, Math.min(begun.length(), MOST_TAG));
  }
}
