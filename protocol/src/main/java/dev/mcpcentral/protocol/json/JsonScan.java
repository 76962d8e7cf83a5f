package dev.mcpcentral.protocol.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One strict pass over a JSON document, during which a caller picks up where its parts begin and
 * end.
 *
 * <p>Strict means: UTF-8 in shortest form, no lone surrogates, no duplicate names at any depth,
 * nothing after the document, at most {@value #MAX_DEPTH} levels. The bytes themselves are never
 * changed.
 */
public final class JsonScan implements AutoCloseable {
  /**
   * Deeper documents are refused: no published tool needs it, and recursion elsewhere would suffer
   * (threat T13).
   */
  public static final int MAX_DEPTH = 64;

  private static final TokenStreamFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A connection keeps its thread, so its buffers stay with it; a shared pool is contended.
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(4096)
                  .maxNumberLength(1024)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Slice document;
  private final JsonParser parser;

  private JsonScan(Slice document) {
    this.document = document;
    this.parser =
        FACTORY.createParser(
            ObjectReadContext.empty(), document.array(), document.offset(), document.length());
  }

  /** Begins a pass; the document's bytes are checked to be text first. */
  public static JsonScan begin(Slice document) throws MalformedJsonException {
    TextCheck.check(document);
    return new JsonScan(document);
  }

  /** The members of the single object that {@code document} holds. */
  static Members object(Slice document) throws MalformedJsonException {
    try (JsonScan scan = begin(document)) {
      if (scan.next() != Kind.OBJECT) {
        throw new MalformedJsonException("expected a JSON object");
      }
      Members members = scan.members((name, in) -> in.value());
      scan.end();
      return members;
    }
  }

  /** The elements of the single array that {@code document} holds. */
  public static List<Slice> array(Slice document) throws MalformedJsonException {
    try (JsonScan scan = begin(document)) {
      if (scan.next() != Kind.ARRAY) {
        throw new MalformedJsonException("expected a JSON array");
      }
      List<Slice> elements = new ArrayList<>();
      while (scan.next() != Kind.END) {
        elements.add(scan.value());
      }
      scan.end();
      return elements;
    }
  }

  /** What the pass stands on. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    LITERAL,
    END
  }

  /**
   * Decides what to do with a member's value: return its slice by {@link #value()} or look inside
   * by {@link #members}.
   */
  @FunctionalInterface
  public interface Visitor {
    Slice visit(String name, JsonScan scan) throws MalformedJsonException;
  }

  /** Steps to the next value or to the end of the object or array around it. */
  public Kind next() throws MalformedJsonException {
    return kind(advance());
  }

  /** Reads the object that the pass stands on to its end. */
  public Members members(Visitor visitor) throws MalformedJsonException {
    List<Members.Member> members = Members.listOfElements();
    while (advance() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      advance();
      members.add(new Members.Member(name, visitor.visit(name, this)));
    }
    return Members.of(members);
  }

  /** The kind of the value that the pass stands on. */
  public Kind kind() {
    return kind(parser.currentToken());
  }

  /** Where the value that the pass stands on begins, as an index into the document's array. */
  public int start() {
    return document.offset() + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** The slice from {@code start} to where the pass is now. */
  public Slice since(int start) {
    return Slice.of(
        document.array(),
        start,
        document.offset() + (int) parser.currentLocation().getByteOffset());
  }

  /** The whole value that the pass stands on; the pass moves to its end. */
  public Slice value() throws MalformedJsonException {
    int start = start();
    try {
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
    } catch (JacksonException refused) {
      throw malformed(refused);
    }
    return since(start);
  }

  /** Demands that nothing but white space follows. */
  public void end() throws MalformedJsonException {
    if (advance() != null) {
      throw new MalformedJsonException("more than one JSON value");
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  private JsonToken advance() throws MalformedJsonException {
    try {
      return parser.nextToken();
    } catch (JacksonException refused) {
      throw malformed(refused);
    }
  }

  private static Kind kind(JsonToken token) throws IllegalStateException {
    return switch (token) {
      case START_OBJECT -> Kind.OBJECT;
      case START_ARRAY -> Kind.ARRAY;
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> Kind.LITERAL;
      case null -> Kind.END;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> Kind.END;
    };
  }

  private static MalformedJsonException malformed(JacksonException refused) {
    TokenStreamLocation at = refused.getLocation();
    return new MalformedJsonException(
        what(refused) + (at == null ? "" : " at byte " + at.getByteOffset()));
  }

  private static String what(JacksonException refused) {
    if (refused instanceof StreamConstraintsException) {
      return "deeper than " + MAX_DEPTH + " levels, or a name or number too long";
    }
    return refused.getOriginalMessage().startsWith("Duplicate")
        ? "duplicate object member"
        : "not valid JSON";
  }
}
