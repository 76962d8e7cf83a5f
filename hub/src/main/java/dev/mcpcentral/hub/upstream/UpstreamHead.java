package dev.mcpcentral.hub.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Status line and header fields of a response (RFC 9112, sections 4 and 5). Whatever could be read
 * in two ways is refused: a bare line feed, a folded line, two lengths, a length and a coding.
 */
final class UpstreamHead {
  /** A head longer than this is refused, in bytes. */
  static final int MAX_BYTES = 32 * 1024;

  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] KEEP_ALIVE = ascii("keep-alive");
  private static final int STATUS_LINE = "HTTP/1.1 200".length();
  private static final int MAX_LENGTH_DIGITS = 15;
  private static final boolean[] NAME_BYTES = new boolean[128];

  static {
    for (char c = '!'; c < 127; c++) {
      NAME_BYTES[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
  }

  private final byte[] bytes;
  private final int status;
  private long contentLength = -1;
  private boolean chunked;
  private boolean persistent;
  private int keepAliveSeconds = -1;

  /**
   * @param source holds the head from {@code start} to {@code end}, the empty line included
   */
  UpstreamHead(byte[] source, int start, int end) throws UpstreamException {
    bytes = Arrays.copyOfRange(source, start, end);
    status = readStatusLine();
    persistent = bytes[7] == '1';
    int from = lineEnd(0) + 2;
    while (from < bytes.length - 2) {
      int to = lineEnd(from);
      readField(from, to);
      from = to + 2;
    }
    if (chunked && contentLength >= 0) {
      throw UpstreamException.protocol("it has both a length and a transfer coding");
    }
  }

  private int readStatusLine() throws UpstreamException {
    int end = lineEnd(0);
    String line = new String(bytes, 0, Math.min(end, STATUS_LINE), StandardCharsets.ISO_8859_1);
    boolean version = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
    boolean spaced = end == STATUS_LINE || (end > STATUS_LINE && bytes[STATUS_LINE] == ' ');
    if (line.length() < STATUS_LINE || !version || !spaced) {
      throw UpstreamException.protocol("it does not start with an HTTP/1.1 status");
    }
    int code = 0;
    for (int i = STATUS_LINE - 3; i < STATUS_LINE; i++) {
      code = code * 10 + digit(bytes[i]);
    }
    if (code < 100) {
      throw UpstreamException.protocol("its status is below 100");
    }
    return code;
  }

  /** The offset of the line break that ends the line at {@code from}. */
  private int lineEnd(int from) throws UpstreamException {
    for (int i = from; i < bytes.length - 1; i++) {
      byte b = bytes[i];
      if (b == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
      if (b == '\r' || b == '\n' || b == 0) {
        break;
      }
    }
    throw UpstreamException.protocol("a header line holds a stray control character");
  }

  private void readField(int from, int to) throws UpstreamException {
    int colon = from;
    while (colon < to && isNameByte(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == to || bytes[colon] != ':') {
      throw UpstreamException.protocol("a header line has no proper name");
    }
    if (isNamed(CONTENT_LENGTH, from, colon)) {
      readContentLength(value(colon + 1, to));
    } else if (isNamed(TRANSFER_ENCODING, from, colon)) {
      readTransferEncoding(value(colon + 1, to));
    } else if (isNamed(CONNECTION, from, colon)) {
      readConnection(value(colon + 1, to));
    } else if (isNamed(KEEP_ALIVE, from, colon)) {
      readKeepAlive(value(colon + 1, to));
    }
  }

  private void readContentLength(String value) throws UpstreamException {
    if (contentLength >= 0 || value.isEmpty() || value.length() > MAX_LENGTH_DIGITS) {
      throw UpstreamException.protocol("its length is ambiguous");
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      length = length * 10 + digit(value.charAt(i));
    }
    contentLength = length;
  }

  private void readTransferEncoding(String value) throws UpstreamException {
    if (chunked || !value.equalsIgnoreCase("chunked")) {
      throw UpstreamException.protocol("its transfer coding is not simply 'chunked'");
    }
    chunked = true;
  }

  private void readConnection(String value) {
    for (String option : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      switch (option.strip()) {
        case "close" -> persistent = false;
        case "keep-alive" -> persistent |= bytes[7] == '0';
        default -> {
          // Other options concern headers that we do not act on.
        }
      }
    }
  }

  /** {@code timeout=5}: how many seconds the server keeps an idle connection. */
  private void readKeepAlive(String value) {
    for (String parameter : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String text = parameter.strip();
      if (text.startsWith("timeout=") && text.substring(8).matches("[0-9]{1,6}")) {
        keepAliveSeconds = Integer.parseInt(text.substring(8));
      }
    }
  }

  private static int digit(int c) throws UpstreamException {
    if (c < '0' || c > '9') {
      throw UpstreamException.protocol("a number in its head is none");
    }
    return c - '0';
  }

  static boolean isNameByte(int c) {
    return c >= 0 && c < NAME_BYTES.length && NAME_BYTES[c];
  }

  private boolean isNamed(byte[] lowerCaseName, int from, int to) {
    if (to - from != lowerCaseName.length) {
      return false;
    }
    for (int i = 0; i < lowerCaseName.length; i++) {
      int c = bytes[from + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lowerCaseName[i]) {
        return false;
      }
    }
    return true;
  }

  private String value(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int status() {
    return status;
  }

  /** Whether the answer to come is another one (RFC 9110, section 15.2). */
  boolean isInterim() {
    return status < 200;
  }

  boolean hasBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  /** −1 when the head does not say. */
  long contentLength() {
    return contentLength;
  }

  boolean chunked() {
    return chunked;
  }

  /** Whether the connection can be used again once the body has been read. */
  boolean persistent() {
    return persistent && (chunked || contentLength >= 0 || !hasBody());
  }

  /** How long the server says it keeps an idle connection; −1 when it does not say. */
  int keepAliveSeconds() {
    return keepAliveSeconds;
  }

  /** The first field of that name, in whatever case it was sent. */
  Optional<String> field(String name) {
    byte[] wanted = ascii(name.toLowerCase(Locale.ROOT));
    int from = indexOfLineBreak(0) + 2;
    while (from < bytes.length - 2) {
      int to = indexOfLineBreak(from);
      int colon = from + wanted.length;
      if (colon < to && bytes[colon] == ':' && isNamed(wanted, from, colon)) {
        return Optional.of(value(colon + 1, to));
      }
      from = to + 2;
    }
    return Optional.empty();
  }

  /** The head has been checked: every carriage return ends a line. */
  private int indexOfLineBreak(int from) {
    int i = from;
    while (bytes[i] != '\r') {
      i++;
    }
    return i;
  }
}
