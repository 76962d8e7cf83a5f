package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value and its place in a document; an object or array that was opened also has its parts. Read
 * in one pass. An absent member is {@link #MISSING}, so that a path can be followed without asking
 * at each step.
 */
final class Node {
  /** More values than this in one document are refused: each costs ten times its shortest form. */
  static final int MAX_NODES = 100_000;

  static final Node MISSING =
      new Node(JsonScan.Kind.END, Slice.of(new byte[0]), List.of(), List.of());

  private final JsonScan.Kind kind;
  private final Slice slice;
  private final List<String> names;
  private final List<Node> parts;

  private Node(JsonScan.Kind kind, Slice slice, List<String> names, List<Node> parts) {
    this.kind = kind;
    this.slice = slice;
    this.names = names;
    this.parts = parts;
  }

  /** Takes {@code document} apart as far as {@code shape} says. */
  static Node of(Slice document, Shape shape) throws MalformedJsonException {
    try (JsonScan scan = JsonScan.begin(document)) {
      if (scan.next() == JsonScan.Kind.END) {
        throw new MalformedJsonException("expected JSON");
      }
      Node root = new Reader(shape).open(scan, false);
      scan.end();
      return root;
    }
  }

  Slice slice() {
    return slice;
  }

  boolean isMissing() {
    return this == MISSING;
  }

  boolean isObject() {
    return kind == JsonScan.Kind.OBJECT;
  }

  boolean isArray() {
    return kind == JsonScan.Kind.ARRAY;
  }

  boolean isString() {
    return kind == JsonScan.Kind.STRING;
  }

  boolean isNumber() {
    return kind == JsonScan.Kind.NUMBER;
  }

  /** Whether this is exactly {@code true}, {@code false} or {@code null}. */
  boolean isLiteral(String literal) {
    return kind == JsonScan.Kind.LITERAL && slice.text().equals(literal);
  }

  boolean isBoolean() {
    return isLiteral("true") || isLiteral("false");
  }

  /** The text of a string, otherwise null. */
  @Nullable String text() {
    return isString() ? JsonStrings.decode(slice) : null;
  }

  boolean isText(String text) {
    return text.equals(text());
  }

  void ifText(Consumer<String> use) {
    String text = text();
    if (text != null) {
      use.accept(text);
    }
  }

  Node get(String name) {
    int at = names.indexOf(name);
    return at < 0 ? MISSING : parts.get(at);
  }

  /** The names of an opened object's members, in their order. */
  List<String> names() {
    return names;
  }

  /** The values of an opened object's members, in their order. */
  List<Node> values() {
    return isObject() ? parts : List.of();
  }

  /** The elements of an opened array. */
  List<Node> elements() {
    return isArray() ? parts : List.of();
  }

  private static final class Reader {
    private final Shape shape;
    private int nodes;

    Reader(Shape shape) {
      this.shape = shape;
    }

    /** The value that the scan stands on; {@code map}: open its members whatever their names. */
    Node open(JsonScan scan, boolean map) throws MalformedJsonException {
      return switch (scan.kind()) {
        case OBJECT -> object(scan, map);
        case ARRAY -> array(scan);
        case STRING, NUMBER, LITERAL, END -> closed(scan);
      };
    }

    private Node closed(JsonScan scan) throws MalformedJsonException {
      count();
      JsonScan.Kind kind = scan.kind();
      return new Node(kind, scan.value(), List.of(), List.of());
    }

    private Node object(JsonScan scan, boolean map) throws MalformedJsonException {
      count();
      int start = scan.start();
      List<String> names = new ArrayList<>(8);
      List<Node> values = new ArrayList<>(8);
      scan.members((name, at) -> {
        boolean opened = map || shape.opens(name);
        Node value = opened ? open(at, shape.maps().contains(name)) : closed(at);
        names.add(name);
        values.add(value);
        return value.slice;
      });
      return new Node(JsonScan.Kind.OBJECT, scan.since(start), names, values);
    }

    private Node array(JsonScan scan) throws MalformedJsonException {
      count();
      int start = scan.start();
      List<Node> elements = new ArrayList<>(8);
      for (var kind = scan.next(); kind != JsonScan.Kind.END; kind = scan.next()) {
        boolean opened = kind == JsonScan.Kind.OBJECT || shape.everything();
        elements.add(opened ? open(scan, false) : closed(scan));
      }
      return new Node(JsonScan.Kind.ARRAY, scan.since(start), List.of(), elements);
    }

    private void count() throws MalformedJsonException {
      if (++nodes > MAX_NODES) {
        throw new MalformedJsonException("more than " + MAX_NODES + " values");
      }
    }
  }
}
