package dev.mcpcentral.hub.registry;

import java.net.InetAddress;
import java.util.List;

/** Whether an address is one of the public internet: nothing of this machine or its network. */
final class PublicAddress {
  private static final List<Range> SPECIAL =
      List.of(
          new Range("0.0.0.0", 8),
          new Range("10.0.0.0", 8),
          new Range("100.64.0.0", 10),
          new Range("127.0.0.0", 8),
          new Range("169.254.0.0", 16),
          new Range("172.16.0.0", 12),
          new Range("192.0.0.0", 24),
          new Range("192.0.2.0", 24),
          new Range("192.168.0.0", 16),
          new Range("198.18.0.0", 15),
          new Range("198.51.100.0", 24),
          new Range("203.0.113.0", 24),
          new Range("224.0.0.0", 3));

  /** Today's global unicast, without the parts of it that lead back to IPv4 or are for examples. */
  private static final Range GLOBAL = new Range("2000::", 3);

  private static final List<Range> SPECIAL_GLOBAL =
      List.of(new Range("2001::", 23), new Range("2001:db8::", 32), new Range("2002::", 16));

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? SPECIAL.stream().noneMatch(range -> range.holds(bytes))
        : GLOBAL.holds(bytes) && SPECIAL_GLOBAL.stream().noneMatch(range -> range.holds(bytes));
  }

  private record Range(InetAddress first, int bits) {
    Range(String first, int bits) {
      this(InetAddress.ofLiteral(first), bits);
    }

    boolean holds(byte[] address) {
      byte[] start = first.getAddress();
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
