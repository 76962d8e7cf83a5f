package dev.mcpcentral.hub.translate;

import java.util.Set;

/**
 * Which parts of a document are taken apart; all others stay one slice each, however large.
 *
 * @param open names of members that are looked into, at any depth
 * @param maps those whose members have names that somebody else chose, and are looked into as well
 * @param everything look into all
 */
record Shape(Set<String> open, Set<String> maps, boolean everything) {
  static final Shape WHOLE = new Shape(Set.of(), Set.of(), true);

  /** Only the document itself is opened. */
  static final Shape TOP = of();

  static Shape of(String... names) {
    return new Shape(Set.of(names), Set.of(), false);
  }

  Shape withMaps(String... names) {
    return new Shape(open, Set.of(names), everything);
  }

  boolean opens(String name) {
    return everything || open.contains(name) || maps.contains(name);
  }
}
