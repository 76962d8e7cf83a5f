package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a client has to bring back when it answers a server's questions ({@code requestState};
 * 2026-07-28, basic/patterns/mrtr). A seal is good for the principal, the server and the very
 * request that it was made for, and for a limited time.
 */
public final class RequestState {
  /** How long a client may take to come back. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  static final Outcome REFUSED =
      new Outcome.Failure.InvalidArguments(
          "requestState is not the one given for this request, or too old; send it anew");

  private static final String MEMBER = "requestState";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** {@code key} has 32 bytes; whoever has it can make seals. */
  public RequestState(byte[] key, InstantSource clock) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + KEY_BYTES + " bytes is needed");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.clock = clock;
  }

  /** Whether the client claims to come back. */
  static boolean isIn(Permitted permitted) {
    return permitted.ask().params().find(MEMBER) != null;
  }

  /**
   * What was sealed with {@code mark} before it and came back with the request; empty when nothing
   * came, or nothing good.
   */
  Optional<String> broughtBack(Permitted permitted, String mark) {
    return Optional.ofNullable(permitted.ask().params().string(MEMBER))
        .flatMap(sealed -> open(permitted, sealed))
        .filter(content -> content.startsWith(mark))
        .map(content -> content.substring(mark.length()));
  }

  String seal(Permitted permitted, String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + text.length)
            .putLong(clock.instant().plus(LIFETIME).getEpochSecond())
            .put(text)
            .array();
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, permitted).orElseThrow();
    byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** What was sealed; empty when the seal is broken, too old, or another request's. */
  Optional<String> open(Permitted permitted, String sealed) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
    if (whole.length < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
    byte[] body = java.util.Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return run(Cipher.DECRYPT_MODE, nonce, body, permitted).flatMap(this::fresh);
  }

  private Optional<String> fresh(byte[] plain) {
    ByteBuffer buffer = ByteBuffer.wrap(plain);
    boolean expired = buffer.getLong() < clock.instant().getEpochSecond();
    return expired
        ? Optional.empty()
        : Optional.of(StandardCharsets.UTF_8.decode(buffer).toString());
  }

  private Optional<byte[]> run(int mode, byte[] nonce, byte[] input, Permitted permitted) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(binding(permitted));
      return Optional.of(cipher.doFinal(input));
    } catch (GeneralSecurityException broken) {
      if (mode == Cipher.ENCRYPT_MODE) {
        throw new IllegalStateException(broken); // every Java platform has AES in GCM
      }
      return Optional.empty();
    }
  }

  /** Who asked what of which server: the same in every retry. */
  private static byte[] binding(Permitted permitted) {
    Ask.OfServer ask = permitted.ask();
    Slice text =
        new JsonBuffer(256)
            .string(permitted.call().principal().name())
            .string(permitted.route().server().value())
            .string(ask.method())
            .string(permitted.route().name())
            .string(ask.arguments().sha256())
            .slice();
    return text.copy();
  }
}
