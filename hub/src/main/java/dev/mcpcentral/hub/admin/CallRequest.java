package dev.mcpcentral.hub.admin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The body of {@code POST /api/v1/call}; the arguments are the very bytes that were sent. */
record CallRequest(String tool, byte[] arguments) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  static CallRequest parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return parse(parser, body);
    } catch (JacksonException e) {
      throw Refusal.malformed("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static CallRequest parse(JsonParser parser, byte[] body) {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "the body is one JSON object");
    @Nullable String tool = null;
    byte[] arguments = "{}".getBytes(StandardCharsets.UTF_8);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "tool" -> {
          expect(value, JsonToken.VALUE_STRING, "'tool' is a string");
          tool = parser.getString();
        }
        case "arguments" -> {
          expect(value, JsonToken.START_OBJECT, "'arguments' is a JSON object");
          arguments = slice(parser, body);
        }
        default -> throw Refusal.malformed("'" + key + "' is not known: use tool and arguments");
      }
    }
    if (parser.nextToken() != null) {
      throw Refusal.malformed("the body is one JSON object and nothing after it");
    }
    if (tool == null) {
      throw Refusal.malformed("'tool' is missing");
    }
    return new CallRequest(tool, arguments);
  }

  private static byte[] slice(JsonParser parser, byte[] body) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int last = (int) parser.currentTokenLocation().getByteOffset();
    return Arrays.copyOfRange(body, from, last + 1);
  }

  private static void expect(@Nullable JsonToken found, JsonToken wanted, String rule) {
    if (found != wanted) {
      throw Refusal.malformed(rule);
    }
  }
}
