package dev.mcpcentral.hub.sbom;

/** Searching in bytes. */
final class Bytes {
  private Bytes() {}

  /** Where {@code wanted} begins, or -1. */
  static int indexOf(byte[] bytes, int length, byte[] wanted) {
    byte first = wanted[0];
    for (int i = 0; i <= length - wanted.length; i++) {
      if (bytes[i] == first && matches(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] wanted) {
    for (int i = 1; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
