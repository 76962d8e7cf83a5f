package dev.mcpcentral.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Request line and header fields of an HTTP/1.0 or HTTP/1.1 request (RFC 9112). Stricter than the
 * RFC allows where leniency has let requests be smuggled: lines end with CR LF only, a folded line,
 * a space before the colon and a control character are errors.
 *
 * @param target as sent; printable ASCII without spaces
 * @param minorVersion 0 or 1
 * @param fields in the order sent
 */
public record RequestHead(String method, String target, int minorVersion, List<Field> fields) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final int MAX_FIELDS = 128;

  /** One header field; its value without the white space around it, bytes as ISO-8859-1. */
  public record Field(String name, String value) {}

  public RequestHead {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a head and nothing after it, byte by byte: {@code in} should be buffered. Empty when the
   * stream ends before its first byte.
   */
  public static Optional<RequestHead> read(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        if (head.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("the connection ended within a request's head");
      }
      head.write(next);
      if (head.size() > maxBytes) {
        throw new MalformedHeadException("the head is larger than " + maxBytes + " bytes");
      }
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return Optional.of(parse(head.toString(StandardCharsets.ISO_8859_1)));
  }

  /** {@code head} ends with an empty line. */
  public static RequestHead parse(String head) throws MalformedHeadException {
    if (!head.endsWith("\r\n\r\n")) {
      throw new MalformedHeadException("the head does not end with an empty line");
    }
    String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
    if (lines.length > MAX_FIELDS + 1) {
      throw new MalformedHeadException("there are more than " + MAX_FIELDS + " fields");
    }
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3
        || !TOKEN.matcher(words[0]).matches()
        || !TARGET.matcher(words[1]).matches()
        || !words[2].matches("HTTP/1\\.[01]")) {
      throw new MalformedHeadException("the request line is malformed");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      fields.add(field(lines[i]));
    }
    return new RequestHead(words[0], words[1], words[2].charAt(7) - '0', fields);
  }

  private static Field field(String line) throws MalformedHeadException {
    int colon = line.indexOf(':');
    if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
      throw new MalformedHeadException("a header field is malformed or folded");
    }
    String value = line.substring(colon + 1).strip();
    if (!VALUE.matcher(value).matches()) {
      throw new MalformedHeadException("a header field holds a control character");
    }
    return new Field(line.substring(0, colon), value);
  }

  /** The values of all fields of this name, in the order sent. */
  public List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The value of a field that may be there once. */
  public Optional<String> single(String name) throws MalformedHeadException {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw new MalformedHeadException("there is more than one " + name + " field");
    }
    return values.stream().findFirst();
  }

  /** Where the body ends; refused when there is more than one way to tell. */
  public BodyFraming framing() throws MalformedHeadException {
    Optional<String> coding = single("Transfer-Encoding");
    Optional<String> length = single("Content-Length");
    if (coding.isPresent()) {
      if (length.isPresent() || minorVersion == 0 || !coding.get().equalsIgnoreCase("chunked")) {
        throw new MalformedHeadException("the body's length is told in a way that is not accepted");
      }
      return new BodyFraming.Chunked();
    }
    if (length.isEmpty()) {
      return new BodyFraming.None();
    }
    if (!LENGTH.matcher(length.get()).matches()) {
      throw new MalformedHeadException("the Content-Length is not a number");
    }
    return new BodyFraming.Length(Long.parseLong(length.get()));
  }
}
