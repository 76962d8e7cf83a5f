package dev.mcpcentral.hub.outbound;

import java.net.InetAddress;

/**
 * A range of addresses, written {@code 10.0.0.0/8}.
 *
 * @param prefix how many leading bits decide, 0 to 32 or 128
 */
public record Subnet(InetAddress address, int prefix) {
  /** Refuses a prefix that the address is too short for with {@link IllegalArgumentException}. */
  public Subnet {
    if (prefix < 0 || prefix > address.getAddress().length * 8) {
      throw new IllegalArgumentException("'" + prefix + "' is no prefix of " + address);
    }
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is no range of addresses");
    }
    return new Subnet(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /** Never true for an address of the other family. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((mine[bit >> 3] ^ its[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
