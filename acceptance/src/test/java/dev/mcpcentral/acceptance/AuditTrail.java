package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the audit commands of a hub say. */
final class AuditTrail {
  /** By the hash of its arguments, which tests make unique. */
  private final Map<String, JsonNode> intents = new HashMap<>();

  /** By the sequence number of its intent. */
  private final Map<Long, JsonNode> outcomes = new HashMap<>();

  private AuditTrail(List<JsonNode> records) {
    for (JsonNode entry : records) {
      switch (entry.path("type").asString("")) {
        case "intent" -> intents.put(entry.path("argumentsSha256").asString(""), entry);
        case "outcome" -> outcomes.put(entry.path("intent").asLong(), entry);
        default -> assertThat(entry.path("type").asString("")).as("%s", entry).isNotEmpty();
      }
    }
  }

  /** {@code audit verify} must find the chain whole; works with the hub up or down. */
  static void assertVerifies(HubProcess hub) {
    var verified = hub.cli("audit", "verify", "--json");
    assertThat(verified.exitCode()).as("audit verify: %s", verified).isZero();
  }

  /** All records; works with the hub up or down. */
  static AuditTrail of(HubProcess hub) {
    var tail = hub.cli("audit", "tail", "--json", "--lines", "1000000");
    assertThat(tail.exitCode()).as("audit tail: %s", tail.err()).isZero();
    return new AuditTrail(Json.lines(tail.out()));
  }

  /** The INTENT of the call with exactly these argument bytes. */
  JsonNode intent(String arguments) {
    return Optional.ofNullable(intents.get(sha256(arguments)))
        .orElseThrow(() -> new AssertionError("no INTENT of a call with " + arguments));
  }

  /** The OUTCOME that belongs to an INTENT. */
  JsonNode outcome(JsonNode intent) {
    return Optional.ofNullable(outcomes.get(intent.path("seq").asLong()))
        .orElseThrow(() -> new AssertionError("no OUTCOME of " + intent));
  }

  /** An INTENT without an OUTCOME must not be left, whatever happened. */
  void assertPaired() {
    assertThat(intents.values()).allSatisfy(this::outcome);
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
