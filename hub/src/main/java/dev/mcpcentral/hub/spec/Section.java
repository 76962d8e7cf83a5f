package dev.mcpcentral.hub.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the file, read key by key. Whatever is wrong goes to the problems, with its place;
 * the reading goes on, so that all of it is found at once.
 */
final class Section {
  private static final int MAX_SHOWN = 60;

  private final Node node;
  private final String where;
  private final Problems problems;
  private final SequencedMap<String, NodeTuple> entries;

  private Section(
      Node node, String where, Problems problems, SequencedMap<String, NodeTuple> entries) {
    this.node = node;
    this.where = where;
    this.problems = problems;
    this.entries = entries;
  }

  /**
   * A mapping with free keys, such as {@code servers} and {@code env}.
   *
   * @param where for messages, for example {@code server 'memory'}; empty for the file itself
   */
  static Section free(Node node, String where, String example, Problems problems) {
    SequencedMap<String, NodeTuple> entries = new LinkedHashMap<>();
    Section section = new Section(node, where, problems, entries);
    if (node instanceof MappingNode mapping && section.isMapping()) {
      mapping.getValue().forEach(section::enter);
    } else if (!section.isMapping()) {
      String subject = where.isEmpty() ? "the file" : where;
      problems.add(node, subject + mustBe("a mapping", example, node));
    }
    return section;
  }

  /** A mapping in which only {@code keys} are allowed. */
  static Section of(
      Node node, String where, Collection<String> keys, String example, Problems problems) {
    Section section = free(node, where, example, problems);
    section.entries.forEach((key, tuple) -> {
      if (!keys.contains(key)) {
        section.refuseUnknown(key, tuple.getKeyNode(), keys);
      }
    });
    return section;
  }

  private void enter(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar) || YamlNodes.hasCustomTag(key)) {
      problems.add(key, "a key must be a plain word" + in());
    } else if (entries.putIfAbsent(scalar.getValue(), tuple) != null) {
      problems.add(key, "key '" + shown(scalar.getValue()) + "' is there twice" + in());
    }
  }

  private void refuseUnknown(String key, Node at, Collection<String> keys) {
    Optional<String> nearest = NearestWord.of(key, keys);
    String known = nearest.isPresent() ? "" : " (known: " + String.join(", ", keys) + ")";
    problems.add(at, "unknown key '" + shown(key) + "'" + in() + known, nearest);
  }

  SequencedMap<String, NodeTuple> entries() {
    return entries;
  }

  /** The value of a key that is there and has one. */
  Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** The best place for a problem with {@code key}: its value, or else this section. */
  Node place(String key) {
    return node(key).orElse(node);
  }

  /** A section below this one, with a fixed set of keys; an empty one when it is not there. */
  Optional<Section> section(String key, Collection<String> keys, String example) {
    return node(key).map(value -> of(value, "'" + key + "'" + in(), keys, example, problems));
  }

  /** The text of a single value, as written: {@code 8080} and {@code true} count as strings. */
  Optional<String> text(String key, String example) {
    return node(key).flatMap(value -> text(value, "'" + key + "'" + in(), example));
  }

  private Optional<String> text(Node value, String what, String example) {
    if (value instanceof ScalarNode scalar
        && !YamlNodes.isEmpty(value)
        && !YamlNodes.hasCustomTag(value)) {
      return Optional.of(scalar.getValue());
    }
    problems.add(value, what + mustBe("a single value", example, value));
    return Optional.empty();
  }

  /** The text of a single value where one may stand instead of a list. */
  Optional<String> word(String key) {
    return node(key)
        .filter(value -> value instanceof ScalarNode && !YamlNodes.hasCustomTag(value))
        .map(value -> ((ScalarNode) value).getValue());
  }

  /** A single value in a form of its own; what {@code reader} refuses becomes a problem here. */
  <T> Optional<T> value(String key, String example, Function<String, T> reader) {
    Optional<String> text = text(key, example);
    try {
      return text.map(reader);
    } catch (IllegalArgumentException e) {
      problems.add(place(key), "'" + key + "'" + in() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A list of single values in a form of their own. */
  <T> List<T> values(String key, String example, Function<String, T> reader) {
    List<T> values = new ArrayList<>();
    for (String text : texts(key, example)) {
      try {
        values.add(reader.apply(text));
      } catch (IllegalArgumentException e) {
        problems.add(place(key), "'" + key + "'" + in() + ": " + e.getMessage());
      }
    }
    return values;
  }

  /** One word of an enumeration, written in small letters. */
  <E extends Enum<E>> Optional<E> choice(String key, List<E> choices) {
    return text(key, word(choices.getFirst())).flatMap(text -> choice(key, text, choices));
  }

  /** A list of words of an enumeration. */
  <E extends Enum<E>> List<E> choices(String key, List<E> choices) {
    return texts(key, "[" + word(choices.getFirst()) + "]").stream()
        .flatMap(text -> choice(key, text, choices).stream())
        .toList();
  }

  private <E extends Enum<E>> Optional<E> choice(String key, String text, List<E> choices) {
    List<String> words = choices.stream().map(Section::word).toList();
    if (!words.contains(text)) {
      problems.add(
          place(key),
          ("'" + key + "'" + in() + " must be one of ")
              + (String.join(", ", words) + ", not '" + shown(text) + "'"),
          NearestWord.of(text, words));
      return Optional.empty();
    }
    return Optional.of(choices.get(words.indexOf(text)));
  }

  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** The items of a list; none when the key is absent or has no value. */
  List<Node> list(String key, String example) {
    Optional<Node> value = node(key).filter(found -> !YamlNodes.isEmpty(found));
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof SequenceNode sequence && !YamlNodes.hasCustomTag(sequence)) {
      return sequence.getValue();
    }
    problems.add(value.get(), "'" + key + "'" + in() + mustBe("a list", example, value.get()));
    return List.of();
  }

  /** A list of single values. */
  List<String> texts(String key, String example) {
    return list(key, example).stream()
        .flatMap(item -> text(item, "each entry of '" + key + "'" + in(), example).stream())
        .toList();
  }

  /** All entries of a mapping with free keys and single values. */
  SequencedMap<String, String> textEntries(String example) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    entries.forEach((key, tuple) ->
        text(tuple.getValueNode(), "'" + shown(key) + "'" + in(), example)
            .ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /** Whether its keys could be read; if not, a problem says so already. Nothing counts as empty. */
  boolean isMapping() {
    return YamlNodes.isEmpty(node)
        || (node instanceof MappingNode && !YamlNodes.hasCustomTag(node));
  }

  String where() {
    return where;
  }

  String in() {
    return where.isEmpty() ? "" : " in " + where;
  }

  private static String mustBe(String expected, String example, Node found) {
    return (" must be " + expected + ", for example " + example)
        + (", not " + YamlNodes.kind(found));
  }

  /** What a message may repeat: short, and without characters that could confuse a terminal. */
  static String shown(String text) {
    String plain =
        text.codePoints()
            .limit(MAX_SHOWN)
            .collect(
                StringBuilder::new,
                (out, c) -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c),
                StringBuilder::append)
            .toString();
    return plain.length() < text.length() ? plain + "…" : plain;
  }
}
