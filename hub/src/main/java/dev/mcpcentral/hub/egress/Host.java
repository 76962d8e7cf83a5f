package dev.mcpcentral.hub.egress;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host that a client asks for, in the only two forms that are understood. */
sealed interface Host {
  /** A name in small letters, without a dot at its end. */
  record Name(String text) implements Host {
    @Override
    public String toString() {
      return text;
    }
  }

  /** An address; IPv4 in four decimal numbers without leading zeros, IPv6 without a zone. */
  record Literal(InetAddress address) implements Host {
    @Override
    public String toString() {
      String text = address.getHostAddress();
      return text.contains(":") ? "[" + text + "]" : text;
    }
  }

  /**
   * Reads a host as it stands in an authority, IPv6 in brackets. Empty for everything else, such as
   * {@code 127.1}, {@code 0x7f.0.0.1} and {@code 2130706433}: resolvers take those for addresses,
   * so they must not pass for names.
   */
  static Optional<Host> parse(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      String inner = text.substring(1, text.length() - 1);
      return inner.indexOf(':') < 0 ? Optional.empty() : literal(inner);
    }
    if (Grammar.IPV4.matcher(text).matches()) {
      return literal(text);
    }
    String name = text.toLowerCase(Locale.ROOT);
    boolean valid =
        name.length() <= Grammar.MAX_NAME
            && Grammar.NAME.matcher(name).matches()
            && !Grammar.NUMBER_LAST.matcher(name).find();
    return valid ? Optional.of(new Name(name)) : Optional.empty();
  }

  /** The form in which the configuration has it: IPv6 without brackets. */
  static Optional<Host> declared(String text) {
    return parse(text.contains(":") ? "[" + text + "]" : text);
  }

  private static Optional<Host> literal(String text) {
    try {
      return Grammar.ADDRESS.matcher(text).matches()
          ? Optional.of(new Literal(InetAddress.ofLiteral(text)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The grammar of names (RFC 1123, with the underscore that is in use) and of addresses. */
  final class Grammar {
    static final int MAX_NAME = 253;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** The last label is a number: such a host is an address to some resolvers (WHATWG URL). */
    static final Pattern NUMBER_LAST = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");

    private Grammar() {}
  }
}
