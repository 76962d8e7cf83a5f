package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading and writing the small JSON files of package tools and of this package. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException | JacksonException e) {
      throw new ImageException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (IOException | JacksonException e) {
      throw new ImageException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
    }
  }

  static JsonNode parse(String text, String from) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new ImageException(from + " did not print JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The items of a JSON list, without its brackets. */
  static String list(List<String> items) {
    String list = MAPPER.writeValueAsString(items);
    return list.substring(1, list.length() - 1);
  }

  static void write(Path file, Object value) {
    try {
      Files.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    } catch (IOException e) {
      throw new ImageException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
