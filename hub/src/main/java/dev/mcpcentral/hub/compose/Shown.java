package dev.mcpcentral.hub.compose;

/** What a message may repeat of somebody else's file: short, on one line. */
final class Shown {
  private static final int MOST = 60;

  private Shown() {}

  static String text(String text) {
    String plain = text.replaceAll("\\p{Cntrl}|[\\u202A-\\u202E\\u2066-\\u2069]", "?");
    return plain.length() > MOST ? plain.substring(0, MOST) + "…" : plain;
  }
}
