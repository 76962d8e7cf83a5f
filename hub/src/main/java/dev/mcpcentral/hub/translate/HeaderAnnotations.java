package dev.mcpcentral.hub.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the {@code x-mcp-header} annotations of one input schema, up to the first fault. */
final class HeaderAnnotations {
  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

  private final List<ToolHeaders.Header> headers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable String fault;

  private HeaderAnnotations() {}

  static ToolHeaders read(Node inputSchema) {
    HeaderAnnotations annotations = new HeaderAnnotations();
    Subschemas.visit(inputSchema, annotations::visit);
    return annotations.fault == null
        ? new ToolHeaders(annotations.headers, null)
        : new ToolHeaders(List.of(), annotations.fault);
  }

  private void visit(Node schema, @Nullable List<String> path) {
    Node annotation = schema.get(ToolHeaders.ANNOTATION);
    if (annotation.isMissing() || fault != null) {
      return;
    }
    String name = annotation.text();
    ToolHeaders.Type type = type(schema.get("type"));
    if (path == null || path.isEmpty()) {
      fault = "x-mcp-header stands where 'properties' alone do not lead";
    } else if (name == null || !TOKEN.matcher(name).matches()) {
      fault = "x-mcp-header of " + at(path) + " is no header name";
    } else if (type == null) {
      fault = "x-mcp-header of " + at(path) + ", which is no string, integer or boolean";
    } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
      fault = "x-mcp-header of " + at(path) + " names a header a second time";
    } else {
      headers.add(new ToolHeaders.Header("Mcp-Param-" + name, path, type));
    }
  }

  private static String at(List<String> path) {
    return "'" + String.join(".", path) + "'";
  }

  private static ToolHeaders.@Nullable Type type(Node type) {
    return switch (type.text()) {
      case "string" -> ToolHeaders.Type.STRING;
      case "integer" -> ToolHeaders.Type.INTEGER;
      case "boolean" -> ToolHeaders.Type.BOOLEAN;
      case null -> null;
      default -> null;
    };
  }
}
