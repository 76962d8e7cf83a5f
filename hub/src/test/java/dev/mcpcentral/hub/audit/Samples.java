package dev.mcpcentral.hub.audit;

import java.time.Instant;

/** Records of the size that real calls have. */
final class Samples {
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456Z");

  private Samples() {}

  static Intent intent() {
    return intent("filesystem__read_text_file");
  }

  static Intent intent(String target) {
    return new Intent(
        TIME,
        "token:build-agent",
        "mcp",
        "modern",
        "tools/call",
        "claude-code/2.1.0",
        target,
        "filesystem",
        "read_text_file",
        "sha256:" + HASH,
        HASH,
        17,
        "permitted",
        null,
        HASH);
  }

  static Outcome outcome(long intent) {
    return new Outcome(intent, TIME, "ok", null, 1_234_567, HASH, 256);
  }
}
