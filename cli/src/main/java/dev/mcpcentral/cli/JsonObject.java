package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A JSON object being written. */
final class JsonObject {
  private final JsonBuffer json = new JsonBuffer(256).raw("{");
  private boolean empty = true;

  JsonObject put(String name, String value) {
    name(name).string(value);
    return this;
  }

  JsonObject put(String name, long value) {
    name(name).number(value);
    return this;
  }

  JsonObject put(String name, boolean value) {
    name(name).raw(String.valueOf(value));
    return this;
  }

  JsonObject put(String name, JsonObject value) {
    return put(name, value.slice());
  }

  /** {@code value} is JSON already. */
  JsonObject put(String name, Slice value) {
    name(name).slice(value);
    return this;
  }

  JsonObject put(String name, List<JsonObject> values) {
    name(name);
    list(values.stream().map(JsonObject::slice).iterator());
    return this;
  }

  /** {@code values} are JSON already. */
  JsonObject list(String name, List<Slice> values) {
    name(name);
    list(values.iterator());
    return this;
  }

  JsonObject texts(String name, List<String> values) {
    name(name);
    list(values.stream().map(value -> new JsonBuffer(64).string(value).slice()).iterator());
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

  private JsonBuffer name(String name) {
    json.raw(empty ? "" : ",").string(name).raw(":");
    empty = false;
    return json;
  }

  private void list(Iterator<Slice> values) {
    json.raw("[");
    while (values.hasNext()) {
      json.slice(values.next()).raw(values.hasNext() ? "," : "");
    }
    json.raw("]");
  }
}
