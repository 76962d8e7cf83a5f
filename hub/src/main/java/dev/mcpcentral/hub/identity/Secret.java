package dev.mcpcentral.hub.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A random bearer credential; a prefix says what it is, so that scanners recognise a leaked one.
 */
record Secret(String value) {
  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";
  private static final Pattern BODY = Pattern.compile("[A-Za-z0-9_-]{43}");

  static Secret generate(String prefix) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** What follows {@code Bearer} (RFC 6750 §2.1; the scheme's case does not matter). */
  static Optional<String> presented(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return Optional.of(authorization.substring(SCHEME.length()).strip());
  }

  /** Whether this has the form that {@link #generate} makes; anything else was typed by hand. */
  boolean isGenerated(String prefix) {
    return value.startsWith(prefix) && BODY.matcher(value.substring(prefix.length())).matches();
  }

  @Override
  public String toString() {
    return "***";
  }
}
