package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes to one document, made in one copy; every byte outside them stays. They must not overlap.
 */
final class Edits {
  private static final Slice NOTHING = Slice.of(new byte[0]);

  /** Bytes {@code from} to {@code to} of the document's array become {@code with}. */
  private record Edit(int from, int to, Slice with) {}

  private final List<Edit> edits = new ArrayList<>(4);

  /** The document with all changes; the same instance when there are none. */
  Slice applyTo(Slice document) {
    if (edits.isEmpty()) {
      return document;
    }
    edits.sort(Comparator.comparingInt(Edit::from)); // stable: insertions keep their order
    int added = edits.stream().mapToInt(edit -> edit.with.length()).sum();
    JsonBuffer changed = new JsonBuffer(document.length() + added);
    int kept = document.offset();
    for (Edit edit : edits) {
      changed.range(document.array(), kept, edit.from).slice(edit.with);
      kept = edit.to;
    }
    return changed.range(document.array(), kept, document.end()).slice();
  }

  void replace(Node value, String json) {
    replace(value.slice().offset(), value.slice().end(), json);
  }

  /** Maps the text of a string; any other value is left alone. */
  void map(Node value, UnaryOperator<String> map) {
    String text = value.text();
    if (text != null) {
      String mapped = map.apply(text);
      if (!mapped.equals(text)) {
        replace(value, JsonStrings.quote(mapped));
      }
    }
  }

  /** Puts members before the first of an opened object; does nothing to any other value. */
  void insert(Node object, String json) {
    if (!object.isObject()) {
      return;
    }
    int at = object.slice().offset() + 1;
    replace(at, at, object.names().isEmpty() ? json : json + ",");
  }

  /** Replaces the named member, name and all. */
  void replaceMember(Node object, String name, String json) {
    int index = object.names().indexOf(name);
    replace(start(object, index), end(object, index), json);
  }

  /** Removes members of an opened object, each with one of the commas beside it. */
  void drop(Node object, Set<String> dropped) {
    List<String> names = object.names();
    int first = 0;
    while (first < names.size() && dropped.contains(names.get(first))) {
      first++;
    }
    if (first > 0) {
      int from = object.slice().offset() + 1;
      int to = first == names.size() ? end(object, first - 1) : start(object, first);
      edits.add(new Edit(from, to, NOTHING));
    }
    for (int i = first + 1; i < names.size(); i++) {
      if (dropped.contains(names.get(i))) {
        edits.add(new Edit(end(object, i - 1), end(object, i), NOTHING));
      }
    }
  }

  private void replace(int from, int to, String json) {
    edits.add(new Edit(from, to, Slice.of(json)));
  }

  private static int end(Node object, int member) {
    return object.values().get(member).slice().end();
  }

  /** Where the member's name begins: nothing but white space and a comma stands before it. */
  private static int start(Node object, int member) {
    int at = member == 0 ? object.slice().offset() + 1 : end(object, member - 1);
    while (object.slice().array()[at] != '"') {
      at++;
    }
    return at;
  }
}
