package dev.mcpcentral.hub.sbom;

/**
 * Looks at the files of an image, the lowest layer first. Told about every plain file, and about
 * what upper layers take away again.
 */
public interface Examiner {
  /** How much of a file it wants to see. */
  enum Wish {
    NOTHING,
    /** All of it at once; files of more than 16 MiB are not shown. */
    WHOLE,
    /** All of it in pieces, each beginning with the last bytes of the one before. */
    PIECES
  }

  /** A file; called before its content is shown. */
  Wish file(LayerFile file);

  /**
   * A part of a file's content, which stays valid during this call only.
   *
   * @param first whether it is the beginning
   */
  default void content(LayerFile file, byte[] bytes, int length, boolean first) {}

  /** What lower layers than {@code layer} have at this path, and below, is not visible any more. */
  default void gone(String path, int layer) {}
}
