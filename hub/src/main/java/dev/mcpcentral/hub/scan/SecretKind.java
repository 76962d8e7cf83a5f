package dev.mcpcentral.hub.scan;

/**
 * What a kind of credential looks like: a fixed beginning, then letters of one alphabet. Nothing
 * else is needed to find the common ones, and it is found in one pass, in linear time.
 *
 * @param name for people: {@code an npm token}
 * @param start how all of them begin
 * @param alphabet letters after that
 * @param least how many of those there are at least
 * @param most how many of those there are at most; one more means that it is something else
 * @param part a text that must occur in it; may be empty
 */
record SecretKind(String name, String start, Alphabet alphabet, int least, int most, String part) {
  enum Alphabet {
    UPPER_AND_DIGITS,
    LETTERS_AND_DIGITS,
    /** Base64url, and an underscore or dash as divider. */
    WORD,
    HEX,
    /** Also dots, between the parts of a token. */
    DOTTED,
    /** Also slashes, in an address. */
    PATH;

    boolean has(int c) {
      boolean upper = c >= 'A' && c <= 'Z';
      boolean lower = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9';
      return switch (this) {
        case UPPER_AND_DIGITS -> upper || digit;
        case LETTERS_AND_DIGITS -> upper || lower || digit;
        case WORD -> upper || lower || digit || c == '_' || c == '-';
        case HEX -> digit || c >= 'a' && c <= 'f';
        case DOTTED -> upper || lower || digit || c == '_' || c == '-' || c == '.';
        case PATH -> upper || lower || digit || c == '/';
      };
    }
  }

  static SecretKind of(String name, String start, Alphabet alphabet, int exactly) {
    return new SecretKind(name, start, alphabet, exactly, exactly, "");
  }

  static SecretKind of(String name, String start, Alphabet alphabet, int least, int most) {
    return new SecretKind(name, start, alphabet, least, most, "");
  }
}
