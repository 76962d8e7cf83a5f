package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mcpcentral.bench.HttpBody.State;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges the responses of one connection. The id of every reply is compared. The rest is parsed
 * with a JSON library whenever the length of the body differs from the last good one: ids have a
 * fixed width, so replies of one length are alike, and the generator stays cheap.
 */
final class ReplyReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] DATA = "data:".getBytes(US_ASCII);

  private final HttpHead head = new HttpHead();
  private final HttpBody body = new HttpBody();
  private final Envelope envelope = new Envelope();
  private int lengthKnownGood = -1;

  /** Judges the response in {@code bytes[0, end)} to the request with this id. */
  Verdict read(byte[] bytes, int end, long id) {
    if (!head.parse(bytes, 0, end)) {
      return Verdict.INCOMPLETE;
    }
    State state = body.read(head, bytes, end);
    if (state == State.INCOMPLETE) {
      return Verdict.INCOMPLETE;
    }
    if (state == State.MALFORMED || body.messageEnd() != end) {
      return Verdict.MALFORMED;
    }
    if (head.status(bytes) != 200) {
      return Verdict.HTTP_STATUS;
    }
    return head.eventStream() ? lastEvent(id) : message(body.bytes(), body.from(), body.to(), id);
  }

  /** Whether the server closes the connection after the reply just read. */
  boolean lastOnConnection() {
    return head.close();
  }

  /**
   * The reply among the events of a stream: notifications, which have no id, may come before it.
   */
  private Verdict lastEvent(long id) {
    byte[] bytes = body.bytes();
    Verdict verdict = Verdict.MALFORMED;
    int line = body.from();
    for (int at = line; at < body.to(); at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      int data = line + DATA.length;
      if (data < at && isData(bytes, line) && envelope.scan(bytes, data, at) && envelope.hasId()) {
        verdict = message(bytes, data, at, id);
      }
      line = at + 1;
    }
    return verdict;
  }

  private static boolean isData(byte[] bytes, int line) {
    for (int i = 0; i < DATA.length; i++) {
      if (bytes[line + i] != DATA[i]) {
        return false;
      }
    }
    return true;
  }

  private Verdict message(byte[] bytes, int from, int to, long id) {
    if (!envelope.scan(bytes, from, to) || (bytes[to - 1] != '}' && bytes[to - 1] != '\r')) {
      return Verdict.MALFORMED;
    }
    if (envelope.isError()) {
      return Verdict.RPC_ERROR;
    }
    if (!envelope.isResult()) {
      return Verdict.MALFORMED;
    }
    if (!hasId(bytes, id)) {
      return Verdict.WRONG_ID;
    }
    return to - from == lengthKnownGood ? Verdict.OK : parsed(bytes, from, to);
  }

  private boolean hasId(byte[] bytes, long id) {
    long rest = id;
    for (int at = envelope.idEnd() - 1; at >= envelope.idStart(); at--) {
      if (bytes[at] != '0' + rest % 10) {
        return false;
      }
      rest /= 10;
    }
    return rest == 0;
  }

  private Verdict parsed(byte[] bytes, int from, int to) {
    try {
      JsonNode result = JSON.readTree(bytes, from, to - from).path("result");
      if (!result.isObject()) {
        return Verdict.MALFORMED;
      }
      if (result.path("isError").asBoolean(false)) {
        return Verdict.TOOL_ERROR;
      }
      lengthKnownGood = to - from;
      return Verdict.OK;
    } catch (JacksonException e) {
      return Verdict.MALFORMED;
    }
  }
}
