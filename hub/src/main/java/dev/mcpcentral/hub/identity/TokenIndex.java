package dev.mcpcentral.hub.identity;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens in memory, by digest; looks whether the file has changed once a second, and sooner for
 * a token that it does not know.
 */
final class TokenIndex {
  private static final Logger LOG = System.getLogger(TokenIndex.class.getName());
  private static final long RECHECK_MILLIS = Duration.ofSeconds(1).toMillis();

  /** Bounds what callers with unknown tokens can cost: one look at the file in this time. */
  private static final long RECHECK_UNKNOWN_MILLIS = 20;

  private static final long NEVER = Long.MIN_VALUE;

  private final TokenFile file;
  private final InstantSource clock;
  private final AtomicLong checkedMillis = new AtomicLong(NEVER);
  private volatile Loaded loaded = new Loaded(Optional.empty(), Map.of());

  TokenIndex(TokenFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  private record Loaded(Optional<TokenFile.Version> version, Map<Digest, Active> byDigest) {}

  /** A token in use, and the hour in which that was last noted; only one call notes it. */
  private record Active(StoredToken token, AtomicLong notedMillis) {
    static Active of(StoredToken token) {
      return new Active(
          token, new AtomicLong(token.lastUsed().map(Instant::toEpochMilli).orElse(NEVER)));
    }

    boolean claimNote(long hourMillis) {
      long noted = notedMillis.get();
      return noted < hourMillis && notedMillis.compareAndSet(noted, hourMillis);
    }
  }

  Optional<String> holder(Digest digest) {
    reloadAfter(RECHECK_MILLIS);
    @Nullable Active active = loaded.byDigest().get(digest);
    if (active == null) {
      // Perhaps it was made a moment ago and is being used for the first time.
      reloadAfter(RECHECK_UNKNOWN_MILLIS);
      active = loaded.byDigest().get(digest);
    }
    if (active == null) {
      return Optional.empty();
    }
    noteUse(active);
    return Optional.of(active.token().name());
  }

  void recheckNow() {
    checkedMillis.set(NEVER);
  }

  private void reloadAfter(long millis) {
    long now = clock.millis();
    long last = checkedMillis.get();
    boolean due = last == NEVER || Math.abs(now - last) >= millis;
    if (due && checkedMillis.compareAndSet(last, now)) {
      reload();
    }
  }

  /** A file that cannot be read lets nobody in: it may be the one that revokes a token. */
  private void reload() {
    try {
      Optional<TokenFile.Version> version = file.version();
      if (!version.equals(loaded.version())) {
        loaded = new Loaded(version, index());
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The token file cannot be looked at, so no token is accepted", e);
      loaded = new Loaded(Optional.empty(), Map.of());
    }
  }

  private Map<Digest, Active> index() {
    try {
      return file.read().stream()
          .collect(Collectors.toUnmodifiableMap(StoredToken::digest, Active::of));
    } catch (IdentityException e) {
      LOG.log(Level.WARNING, "No token is accepted: {0}", e.getMessage());
      return Map.of();
    }
  }

  /** One call an hour waits for the file to be written; a failure costs only the note. */
  private void noteUse(Active active) {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    if (!active.claimNote(hour.toEpochMilli())) {
      return;
    }
    Digest digest = active.token().digest();
    try {
      file.edit(tokens ->
          tokens.stream()
              .map(token -> token.digest().equals(digest) ? token.usedAt(hour) : token)
              .toList());
    } catch (IdentityException e) {
      LOG.log(Level.DEBUG, "The last use of a token was not noted: {0}", e.getMessage());
    }
  }
}
