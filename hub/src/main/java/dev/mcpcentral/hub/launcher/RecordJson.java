package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Source;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON and back, component by component, so that nothing of a record can be forgotten. A
 * sealed interface is written with the name of its record as {@code is}.
 *
 * <p>Reading is strict: every member must be there, once, with the kind of value that the component
 * has, and no other member. Values are made by the records' own constructors, which check them; no
 * class is ever chosen by what was received, only by what the reader asks for.
 */
final class RecordJson {
  static final int MAX_BYTES = 2 << 20;

  private static final String KIND = "is";
  private static final int MAX_DEPTH = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What has a written form of its own. */
  private static final Map<Class<?>, Function<String, ?>> WORDS =
      Map.of(
          ServerName.class, ServerName::new,
          Source.class, text -> Source.parse(text, Path.of("/")),
          Path.class, Path::of,
          Duration.class, Duration::parse,
          Instant.class, Instant::parse,
          LocalDate.class, LocalDate::parse);

  private RecordJson() {}

  /** {@code type} is what the reader asks for: the record itself or a sealed interface above it. */
  static <T> String write(Class<T> type, T value) {
    return MAPPER.writeValueAsString(node(type, value));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is anything else; the message says what and holds no
   *     value
   */
  static <T> T read(Class<T> type, String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no JSON, or a member is in it twice");
    }
    return type.cast(value(type, node, type.getSimpleName()));
  }

  private static JsonNode node(Type type, @Nullable Object value) {
    return switch (value) {
      case null -> MAPPER.nullNode();
      case Optional<?> optional -> optional.isEmpty() ? MAPPER.nullNode() : inner(type, optional);
      case OptionalInt number ->
          number.isEmpty() ? MAPPER.nullNode() : MAPPER.valueToTree(number.getAsInt());
      case Iterable<?> list when !(value instanceof Path) -> array(argument(type, 0), list);
      case Map<?, ?> map -> object(argument(type, 1), map);
      case Enum<?> word -> MAPPER.valueToTree(word.name());
      case Source source -> MAPPER.valueToTree(source.text());
      case Record record when !isWord(type) -> members(type, record);
      case String _, Number _, Boolean _ -> MAPPER.valueToTree(value);
      default -> MAPPER.valueToTree(value.toString());
    };
  }

  private static JsonNode inner(Type type, Optional<?> optional) {
    return node(argument(type, 0), optional.get());
  }

  private static ArrayNode array(Type item, Iterable<?> list) {
    ArrayNode array = MAPPER.createArrayNode();
    list.forEach(value -> array.add(node(item, value)));
    return array;
  }

  private static ObjectNode object(Type item, Map<?, ?> map) {
    ObjectNode object = MAPPER.createObjectNode();
    map.forEach((key, value) -> object.set(key.toString(), node(item, value)));
    return object;
  }

  private static ObjectNode members(Type type, Record record) {
    RecordShape shape = RecordShape.of(record.getClass());
    ObjectNode object = MAPPER.createObjectNode();
    if (raw(type).isInterface()) {
      object.put(KIND, record.getClass().getSimpleName());
    }
    for (RecordShape.Member member : shape.members()) {
      object.set(member.name(), node(member.type(), member.of(record)));
    }
    return object;
  }

  private static Object value(Type type, JsonNode node, String where) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return node.isNull() ? Optional.empty() : Optional.of(value(argument(type, 0), node, where));
    }
    if (raw == OptionalInt.class) {
      return node.isNull() ? OptionalInt.empty() : OptionalInt.of(integer(node, where));
    }
    if (raw == Map.class) {
      return map(type, node, where);
    }
    if (Iterable.class.isAssignableFrom(raw) && !isWord(type)) {
      List<Object> items =
          node.valueStream().map(item -> value(argument(type, 0), item, where)).toList();
      expect(node.isArray(), node, where, "a list");
      return raw == List.class ? items : new LinkedHashSet<>(items);
    }
    return isWord(type) ? word(raw, node, where) : plain(raw, node, where);
  }

  private static Map<Object, Object> map(Type type, JsonNode node, String where) {
    expect(node.isObject(), node, where, "an object");
    Class<?> keys = raw(argument(type, 0));
    Map<Object, Object> map = new LinkedHashMap<>();
    node.forEachEntry((key, item) -> {
      Object name = keys == String.class ? key : made(keys, key, where);
      Object value = value(argument(type, 1), item, where);
      map.put(name, value);
    });
    return map;
  }

  private static Object plain(Class<?> raw, JsonNode node, String where) {
    if (raw == String.class) {
      return text(node, where);
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return expect(node.isBoolean(), node, where, "true or false").booleanValue();
    }
    if (raw == int.class || raw == Integer.class) {
      return integer(node, where);
    }
    if (raw == long.class || raw == Long.class) {
      boolean fits = node.isIntegralNumber() && node.canConvertToLong();
      return expect(fits, node, where, "a whole number").longValue();
    }
    if (raw == double.class || raw == Double.class) {
      return expect(node.isNumber(), node, where, "a number").doubleValue();
    }
    if (raw.isEnum()) {
      return constant(raw, text(node, where), where);
    }
    return record(raw, node, where);
  }

  private static Object record(Class<?> raw, JsonNode node, String where) {
    expect(node.isObject(), node, where, "an object");
    boolean kinds = raw.isInterface();
    RecordShape shape =
        RecordShape.of(
            kinds ? RecordShape.kind(raw, text(node.path(KIND), where + "." + KIND)) : raw);
    if (node.size() != shape.members().size() + (kinds ? 1 : 0)) {
      throw new IllegalArgumentException(
          "%s has members that it must not have, or lacks some: it has exactly %s"
              .formatted(where, shape.names()));
    }
    List<Object> values = new ArrayList<>();
    for (RecordShape.Member member : shape.members()) {
      JsonNode inner = node.get(member.name());
      if (inner == null) {
        throw new IllegalArgumentException(where + " lacks '" + member.name() + "'");
      }
      values.add(value(member.type(), inner, where + "." + member.name()));
    }
    return shape.make(values, where);
  }

  private static int integer(JsonNode node, String where) {
    boolean fits = node.isIntegralNumber() && node.canConvertToInt();
    return expect(fits, node, where, "a whole number").intValue();
  }

  private static String text(JsonNode node, String where) {
    return expect(node.isString(), node, where, "a text").stringValue();
  }

  private static Object word(Class<?> raw, JsonNode node, String where) {
    return made(raw, text(node, where), where);
  }

  private static Object made(Class<?> raw, String text, String where) {
    Function<String, ?> from = WORDS.get(raw);
    if (from == null) {
      throw new IllegalStateException("no written form of " + raw);
    }
    try {
      return from.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage());
    }
  }

  private static Object constant(Class<?> raw, String name, String where) {
    for (Object constant : raw.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(where + " is none of the words that it may be");
  }

  private static <T> T expect(boolean holds, T value, String where, String what) {
    if (!holds) {
      throw new IllegalArgumentException(where + " must be " + what);
    }
    return value;
  }

  private static boolean isWord(Type type) {
    return WORDS.containsKey(raw(type));
  }

  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw new IllegalStateException("no wire form of " + type);
    };
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalStateException("no wire form of " + type);
  }
}
