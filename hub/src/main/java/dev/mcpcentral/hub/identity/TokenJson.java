package dev.mcpcentral.hub.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form of {@code tokens.json}. */
final class TokenJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private TokenJson() {}

  static List<StoredToken> parse(byte[] json) {
    try {
      List<StoredToken> tokens = new ArrayList<>();
      for (JsonNode token : JSON.readTree(json).path("tokens")) {
        tokens.add(parseOne(token));
      }
      return List.copyOf(tokens);
    } catch (JacksonException | DateTimeParseException e) {
      throw new IllegalArgumentException("malformed: " + firstLine(e), e);
    }
  }

  private static StoredToken parseOne(JsonNode token) {
    return new StoredToken(
        token.path("name").asString(),
        Digest.parse(token.path("sha256").asString()),
        Instant.parse(token.path("created").asString()),
        Optional.ofNullable(token.get("lastUsed")).map(JsonNode::asString).map(Instant::parse));
  }

  static byte[] format(List<StoredToken> tokens) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("tokens");
    for (StoredToken token : tokens) {
      ObjectNode entry = list.addObject();
      entry.put("name", token.name());
      entry.put("sha256", token.digest().hex());
      entry.put("created", token.created().toString());
      token.lastUsed().ifPresent(used -> entry.put("lastUsed", used.toString()));
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
