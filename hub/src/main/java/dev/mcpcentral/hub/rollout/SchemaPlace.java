package dev.mcpcentral.hub.rollout;

/**
 * Where in a tool's schema something differs, for people.
 *
 * @param root the schema as a whole
 * @param noun what its properties are
 * @param path of property names from the root; empty at the root
 */
record SchemaPlace(String root, String noun, String path) {
  SchemaPlace(String root, String noun) {
    this(root, noun, "");
  }

  SchemaPlace property(String name) {
    String shown = ShownText.of(name, 64);
    return new SchemaPlace(root, noun, path.isEmpty() ? shown : path + "." + shown);
  }

  SchemaPlace items() {
    return new SchemaPlace(root, noun, path + "[]");
  }

  String text() {
    return path.isEmpty() ? root : noun + " " + ShownText.of(path, ShownText.VALUE);
  }
}
