package dev.mcpcentral.hub.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The input and output schema of a tool, as far as clients stumble over them. */
final class SchemaCheck {
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:|//).*");

  private SchemaCheck() {}

  static Optional<String> fault(Node tool) {
    Node input = tool.get("inputSchema");
    if (!input.get("type").isText("object")) {
      return Optional.of("its inputSchema is no schema of type 'object'");
    }
    Node output = tool.get("outputSchema");
    if (!output.isMissing() && !output.isObject()) {
      return Optional.of("its outputSchema is no object");
    }
    return parts(input, "inputSchema")
        .or(() -> parts(output, "outputSchema"))
        .or(() -> remote(input, "inputSchema"))
        .or(() -> remote(output, "outputSchema"));
  }

  private static Optional<String> parts(Node schema, String which) {
    Node properties = schema.get("properties");
    boolean sound =
        properties.isMissing()
            || properties.isObject()
                && properties.values().stream()
                    .allMatch(property -> property.isObject() || property.isBoolean());
    if (!sound) {
      return Optional.of("the 'properties' of its " + which + " are no map of schemas");
    }
    Node required = schema.get("required");
    return required.isMissing()
            || required.isArray() && required.elements().stream().allMatch(Node::isString)
        ? Optional.empty()
        : Optional.of("'required' of its " + which + " is no array of names");
  }

  /** A reference to another document: nobody should fetch it (SEP-2106). */
  private static Optional<String> remote(Node schema, String which) {
    Set<String> own = new HashSet<>();
    Set<String> referred = new HashSet<>();
    Subschemas.visit(
        schema,
        (part, path) -> {
          part.get("$id").ifText(id -> own.add(document(id)));
          REFERENCES.forEach(name -> part.get(name).ifText(to -> referred.add(document(to))));
        });
    boolean remote =
        referred.stream().anyMatch(to -> ABSOLUTE.matcher(to).matches() && !own.contains(to));
    return remote
        ? Optional.of("its " + which + " refers to a schema at another address")
        : Optional.empty();
  }

  private static String document(String reference) {
    int fragment = reference.indexOf('#');
    return fragment < 0 ? reference : reference.substring(0, fragment);
  }
}
