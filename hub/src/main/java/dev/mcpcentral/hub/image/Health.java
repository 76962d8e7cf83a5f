package dev.mcpcentral.hub.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an engine that is asked to can tell that a server's main process is there. A stdio server has
 * no address to ask; and there is no shell in our images.
 */
final class Health {
  /** Where {@link #program} is in images whose language brings nothing that could ask. */
  static final String PROGRAM = "usr/lib/mcp/alive";

  private static final long SECOND = 1_000_000_000L;
  private static final int HEAD = 64;
  private static final int SEGMENT = 56;
  private static final long LOADED_AT = 0x400000;

  /** {@code exit(kill(1, 0) != 0)}: mov edi,1; xor esi,esi; mov eax,62; syscall; … mov eax,60. */
  private static final String AMD64 =
      "bf01000000"
          + "31f6"
          + "b83e000000"
          + "0f05"
          + "31ff"
          + "85c0"
          + "400f95c7"
          + "b83c000000"
          + "0f05";

  /** The same: mov x0,1; mov x1,0; mov x8,129; svc 0; cmp x0,0; cset w0,ne; mov x8,93; svc 0. */
  private static final String ARM64 =
      "200080d2"
          + "010080d2"
          + "281080d2"
          + "010000d4"
          + "1f0000f1"
          + "e0079f1a"
          + "a80b80d2"
          + "010000d4";

  private Health() {}

  /** The configuration's {@code Healthcheck}; times in nanoseconds, as Docker has them. */
  static Map<String, Object> json(List<String> command) {
    List<String> test = new ArrayList<>(command);
    test.addFirst("CMD");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Test", test);
    json.put("Interval", 30 * SECOND);
    json.put("Timeout", 3 * SECOND);
    json.put("StartPeriod", 5 * SECOND);
    json.put("Retries", 3);
    return json;
  }

  /**
   * A program of about 150 bytes that ends with 0 when process 1 is there: an ELF file of one
   * segment.
   */
  static byte[] program(Target target) {
    boolean arm = target.architecture().equals("arm64");
    byte[] code = HexFormat.of().parseHex(arm ? ARM64 : AMD64);
    int size = HEAD + SEGMENT + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(HexFormat.of().parseHex("7f454c46020101000000000000000000"));
    elf.putShort((short) 2).putShort((short) (arm ? 183 : 62)).putInt(1);
    elf.putLong(LOADED_AT + HEAD + SEGMENT).putLong(HEAD).putLong(0).putInt(0);
    elf.putShort((short) HEAD).putShort((short) SEGMENT).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0).putLong(LOADED_AT).putLong(LOADED_AT);
    elf.putLong(size).putLong(size).putLong(0x1000);
    elf.put(code);
    return elf.array();
  }
}
