package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A JSON object being written. */
final class JsonObject {
  private final JsonBuffer json = new JsonBuffer(256).raw("{");

  JsonObject put(String name, String value) {
    json.name(name).string(value);
    return this;
  }

  JsonObject put(String name, long value) {
    json.name(name).number(value);
    return this;
  }

  JsonObject put(String name, boolean value) {
    json.name(name).raw(String.valueOf(value));
    return this;
  }

  JsonObject put(String name, JsonObject value) {
    return put(name, value.slice());
  }

  /** {@code value} is JSON already. */
  JsonObject put(String name, Slice value) {
    json.member(name, value);
    return this;
  }

  JsonObject put(String name, List<JsonObject> values) {
    json.name(name);
    list(values.stream().map(JsonObject::slice));
    return this;
  }

  /** {@code values} are JSON already. */
  JsonObject list(String name, List<Slice> values) {
    json.name(name);
    list(values.stream());
    return this;
  }

  JsonObject texts(String name, List<String> values) {
    json.name(name);
    list(values.stream().map(value -> new JsonBuffer(64).string(value).slice()));
    return this;
  }

  JsonObject texts(String name, Map<String, String> values) {
    JsonObject object = new JsonObject();
    values.forEach(object::put);
    return put(name, object);
  }

  /** The whole object; nothing can be put afterwards. */
  Slice slice() {
    return json.raw("}").slice();
  }

  private void list(Stream<Slice> values) {
    json.raw("[");
    values.forEach(value -> json.comma().slice(value));
    json.raw("]");
  }
}
