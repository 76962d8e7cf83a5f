package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.HeaderValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one tool that are said a second time in {@code Mcp-Param-*} headers, as its
 * {@code x-mcp-header} annotations demand (2026-07-28, basic/transports/streamable-http, "Custom
 * Headers from Tool Parameters").
 *
 * @param headers in the order of the definition; empty when it is invalid
 * @param fault why the annotations are invalid, which makes HTTP clients drop the tool; null when
 *     they are not
 */
public record ToolHeaders(List<Header> headers, @Nullable String fault) {
  static final String ANNOTATION = "x-mcp-header";
  private static final Key KEY = new Key("header");
  private static final ToolHeaders NONE = new ToolHeaders(List.of(), null);

  /** What may be annotated. */
  public enum Type {
    STRING,
    INTEGER,
    BOOLEAN
  }

  /**
   * One header and the argument that it repeats.
   *
   * @param name the whole field name, {@code Mcp-Param-} included
   * @param path the names of the properties that lead to the argument
   */
  public record Header(String name, List<String> path, Type type) {
    public Header {
      path = List.copyOf(path);
    }
  }

  public ToolHeaders {
    headers = List.copyOf(headers);
  }

  /** The annotations in a tool's definition. */
  public static ToolHeaders of(Slice definition) throws MalformedJsonException {
    return KEY.mayBeIn(definition)
        ? HeaderAnnotations.read(Node.of(definition, Shape.WHOLE).get("inputSchema"))
        : NONE;
  }

  /**
   * The definition without any annotation when they are invalid, otherwise the same instance: so
   * that HTTP clients keep a tool whose server need not see headers.
   */
  public static Slice without(Slice definition) throws MalformedJsonException {
    if (of(definition).fault == null) {
      return definition;
    }
    Edits edits = new Edits();
    Subschemas.visit(
        Node.of(definition, Shape.WHOLE).get("inputSchema"),
        (schema, path) -> edits.drop(schema, Set.of(ANNOTATION)));
    return edits.applyTo(definition);
  }

  /** The headers to send with a call, encoded: none for an argument that is absent or null. */
  public Map<String, String> values(Slice arguments) throws MalformedJsonException {
    Map<String, String> values = new LinkedHashMap<>();
    for (HeaderArgument argument : HeaderArgument.of(headers, arguments)) {
      values.put(argument.header().name(), HeaderValue.encode(argument.text()));
    }
    return values;
  }

  /**
   * Compares the headers that came with a call to its arguments.
   *
   * @param received the field of a name, looked up regardless of case; null when absent or repeated
   * @return what is wrong, in words for the client; empty when nothing is
   */
  public Optional<String> mismatch(Lookup received, Slice arguments) throws MalformedJsonException {
    for (HeaderArgument argument : HeaderArgument.of(headers, arguments)) {
      String name = argument.header().name();
      String field = received.field(name);
      if (field == null) {
        return Optional.of("Header " + name + " is missing or sent more than once");
      }
      if (HeaderValue.decode(field).filter(argument::equalsText).isEmpty()) {
        return Optional.of("Header " + name + " does not match the arguments");
      }
    }
    return Optional.empty();
  }

  /** Received header fields. */
  @FunctionalInterface
  public interface Lookup {
    @Nullable String field(String name);
  }
}
