package dev.mcpcentral.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the scanner answers with a message or with one of its two exceptions. */
class EnvelopeFuzzTest {
  private static final int ROUNDS = 4000;
  private static final int PADDING = 5;
  private static final List<String> SEEDS =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"id\":12,\"method\":\"tools/call\",\"params\":{\"name\":\"é\",\"arguments\":{\"a\":[1,2.50,{\"b\":null}],\"c\":\"\\ud83d\\ude00\"},\"_meta\":{\"progressToken\":\"x\"}}}",
          " {\"jsonrpc\" : \"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1e9}} ",
          "{\"jsonrpc\":\"2.0\",\"id\":\"\\u0041\",\"result\":{\"content\":[],\"isError\":true,\"_meta\":{}}}",
          "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"日本\"}}");
  private static final String SYNTAX = "{}[]\",:\\ \n0123456789eE+-.tfnu\u0000\u0080\u00ff";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedMessagesAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = damaged(random);
      try {
        Slice document = Slice.of(bytes, PADDING, bytes.length - PADDING);
        Envelope envelope = EnvelopeScanner.scan(document);
        assertInside(document, envelope);
        read++;
      } catch (MalformedJsonException | InvalidEnvelopeException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      } catch (RuntimeException defect) {
        throw new AssertionError(
            "seed %d, round %d: %s"
                .formatted(seed, round, new String(bytes, StandardCharsets.UTF_8)),
            defect);
      }
    }
    assertThat(read).as("some damage is harmless").isBetween(ROUNDS / 100, ROUNDS * 3 / 4);
  }

  /** Damaged in one to three places, between bytes that do not belong to the message. */
  private static byte[] damaged(Random random) {
    StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, SYNTAX.charAt(random.nextInt(SYNTAX.length())));
        case 1 -> text.insert(at, SYNTAX.charAt(random.nextInt(SYNTAX.length())));
        case 2 -> text.delete(at, to).append(' ');
        case 3 -> text.insert(at, text.substring(at, to));
        default -> text.setLength(Math.max(1, at));
      }
    }
    byte[] message = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    byte[] padded = new byte[message.length + 2 * PADDING];
    Arrays.fill(padded, (byte) '"');
    System.arraycopy(message, 0, padded, PADDING, message.length);
    return padded;
  }

  private static void assertInside(Slice document, Envelope envelope)
      throws MalformedJsonException {
    switch (envelope) {
      case Envelope.Request request -> assertInside(document, request.id());
      case Envelope.Notification note -> assertInside(document, note.params());
      case Envelope.ResultResponse result -> {
        assertInside(document, result.id());
        assertInside(document, result.result());
      }
      case Envelope.ErrorResponse error -> assertInside(document, error.error());
    }
    assertInside(document, envelope.body());
    assertInside(document, envelope.meta());
  }

  private static void assertInside(Slice document, Members members) throws MalformedJsonException {
    for (Members.Member member : members.list()) {
      assertInside(document, member.value());
    }
  }

  /** A slice is one whole JSON value: read alone, it is accepted. */
  private static void assertInside(Slice document, @Nullable Slice part)
      throws MalformedJsonException {
    if (part != null) {
      assertThat(part.array()).isSameAs(document.array());
      assertThat(part.offset()).isGreaterThanOrEqualTo(document.offset());
      assertThat(part.end()).isLessThanOrEqualTo(document.end());
      assertThat(Members.ofObject(Slice.of("{\"x\":" + part.text() + "}")).json("x"))
          .isEqualTo(part.text());
    }
  }
}
