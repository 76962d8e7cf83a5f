package dev.mcpcentral.hub.egress;

import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers one question of the domain name system (RFC 1035 section 4) without asking anybody: a
 * name that may be reached is where the way out is, and every other name does not exist.
 *
 * @param gateway the answer
 * @param known whether a name may be reached
 */
record NameAnswer(InetAddress gateway, Predicate<Host.Name> known) {
  private static final int HEAD_BYTES = 12;
  private static final int MAX_NAME = 255;
  private static final int TTL_SECONDS = 60;
  private static final int IN = 1;
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int ANY = 255;

  private static final int RESPONSE = 0x8000;
  private static final int OPERATION = 0x7800;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;

  private static final int MALFORMED = 1;
  private static final int NO_SUCH_NAME = 3;
  private static final int NOT_IMPLEMENTED = 4;
  private static final int REFUSED = 5;

  /** {@code end} is where it ends in its message. */
  private record Question(String name, int type, int kind, int end) {}

  /** Empty for what is no question at all: nothing is ever sent in answer to an answer. */
  Optional<byte[]> to(byte[] message) {
    if (message.length < HEAD_BYTES) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(message);
    int id = head.getShort() & 0xffff;
    int flags = head.getShort() & 0xffff;
    int questions = head.getShort() & 0xffff;
    if ((flags & RESPONSE) != 0) {
      return Optional.empty();
    }
    if ((flags & OPERATION) != 0) {
      return Optional.of(failure(id, flags, NOT_IMPLEMENTED));
    }
    try {
      return Optional.of(
          questions == 1
              ? answer(id, flags, question(message), message)
              : failure(id, flags, MALFORMED));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.of(failure(id, flags, MALFORMED));
    }
  }

  private byte[] answer(int id, int flags, Question question, byte[] message) {
    byte[] repeated = Arrays.copyOfRange(message, HEAD_BYTES, question.end());
    if (question.kind() != IN) {
      return message(id, flags, REFUSED, repeated, new byte[0]);
    }
    Optional<Host.Name> name =
        Host.parse(question.name()).filter(Host.Name.class::isInstance).map(Host.Name.class::cast);
    if (name.filter(known).isEmpty()) {
      return message(id, flags, NO_SUCH_NAME, repeated, new byte[0]);
    }
    int own = gateway.getAddress().length == 4 ? A : AAAA;
    boolean asked = question.type() == own || question.type() == ANY;
    return message(id, flags, 0, repeated, asked ? record(own) : new byte[0]);
  }

  /** The name is the question's, by a pointer to it. */
  private byte[] record(int type) {
    byte[] address = gateway.getAddress();
    return ByteBuffer.allocate(12 + address.length)
        .putShort((short) (0xc000 | HEAD_BYTES))
        .putShort((short) type)
        .putShort((short) IN)
        .putInt(TTL_SECONDS)
        .putShort((short) address.length)
        .put(address)
        .array();
  }

  /** A name in labels, and not in pointers: there is nothing before it to point to. */
  private static Question question(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message, HEAD_BYTES, message.length - HEAD_BYTES);
    StringBuilder name = new StringBuilder();
    for (int length = in.get(); length != 0; length = in.get()) {
      if (length < 0 || length > 63 || name.length() + length > MAX_NAME) {
        throw new IllegalArgumentException("a malformed name");
      }
      byte[] label = new byte[length];
      in.get(label);
      // A dot within a label would make one name look like another; so would other bytes.
      String text = new String(label, StandardCharsets.ISO_8859_1).replace('.', '\0');
      name.append(name.isEmpty() ? "" : ".").append(text);
    }
    int type = in.getShort() & 0xffff;
    int kind = in.getShort() & 0xffff;
    return new Question(name.toString().toLowerCase(Locale.ROOT), type, kind, in.position());
  }

  private static byte[] failure(int id, int flags, int code) {
    return message(id, flags, code, new byte[0], new byte[0]);
  }

  private static byte[] message(int id, int flags, int code, byte[] question, byte[] answer) {
    int kept = flags & RECURSION_DESIRED;
    return ByteBuffer.allocate(HEAD_BYTES + question.length + answer.length)
        .putShort((short) id)
        .putShort((short) (RESPONSE | AUTHORITATIVE | RECURSION_AVAILABLE | kept | code))
        .putShort((short) (question.length == 0 ? 0 : 1))
        .putShort((short) (answer.length == 0 ? 0 : 1))
        .putInt(0)
        .put(question)
        .put(answer)
        .array();
  }
}
