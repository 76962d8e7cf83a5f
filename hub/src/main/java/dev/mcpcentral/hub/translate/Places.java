package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where certain strings stand in one kind of document.
 *
 * @param key a member without which there are none
 * @param shape what must be opened to reach them
 */
record Places(Key key, Shape shape, Finder finder) {
  /** Reports every place; what is not a string there is ignored. */
  @FunctionalInterface
  interface Finder {
    void find(Node document, Consumer<Node> found);
  }

  Slice rewrite(Slice json, UnaryOperator<String> map) throws MalformedJsonException {
    if (!key.mayBeIn(json)) {
      return json;
    }
    Edits edits = new Edits();
    finder.find(Node.of(json, shape), place -> edits.map(place, map));
    return edits.applyTo(json);
  }
}
