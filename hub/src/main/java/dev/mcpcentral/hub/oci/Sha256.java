package dev.mcpcentral.hub.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digests in the form of the OCI image specification: {@code sha256:} and 64 hex digits. */
final class Sha256 {
  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}");

  private Sha256() {}

  static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String text(byte[] hash) {
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }
}
