package dev.mcpcentral.hub.identity;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bearer tokens of clients, kept as SHA-256 in {@code $MCP_CENTRAL_HOME/tokens.json}. Safe for
 * concurrent use, also by several processes: an edit elsewhere counts here within a second.
 */
public final class Tokens {
  /** What every token starts with. */
  public static final String PREFIX = "mcpc_";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Names of other principals, which rules and audit records must not confuse with a token's. */
  private static final Set<String> RESERVED = Set.of("anonymous", "operator");

  private final TokenFile file;
  private final InstantSource clock;
  private final TokenIndex index;

  public Tokens(Path home, InstantSource clock) {
    this.file = new TokenFile(home);
    this.clock = clock;
    this.index = new TokenIndex(file, clock);
  }

  /** A token as an operator sees it; {@code lastUsed} is exact to the hour. */
  public record Listed(String name, Instant created, Optional<Instant> lastUsed) {}

  /**
   * Makes a token; nothing keeps its text but the caller.
   *
   * @param name 1 to 64 characters of {@code [A-Za-z0-9._-]}
   * @throws IllegalArgumentException when the name is taken, reserved or outside the grammar
   * @throws IdentityException when the file cannot be written
   */
  public String create(String name) {
    checkName(name);
    Secret secret = Secret.generate(PREFIX);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    StoredToken token = new StoredToken(name, Digest.of(secret.value()), now, Optional.empty());
    file.edit(tokens -> with(tokens, token));
    return secret.value();
  }

  /** A token that counts for nothing yet, for a hub that will be told to {@link #accept} it. */
  public static String generate() {
    return Secret.generate(PREFIX).value();
  }

  /**
   * Makes {@code text} the token of this name, whichever it was before.
   *
   * @param text as {@link #generate} made it, on this machine or another
   * @throws IllegalArgumentException when somebody typed it: such a token can be guessed
   */
  public void accept(String name, String text) {
    checkName(name);
    Secret secret = new Secret(text);
    if (!secret.isGenerated(PREFIX)) {
      throw new IllegalArgumentException(
          "the token of '%s' was not made by mcp-central".formatted(name));
    }
    Digest digest = Digest.of(secret.value());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (file.read().stream().noneMatch(token -> is(token, name, digest))) {
      file.edit(tokens ->
          with(
              tokens.stream().filter(token -> !token.name().equals(name)).toList(),
              new StoredToken(name, digest, now, Optional.empty())));
    }
  }

  private static boolean is(StoredToken token, String name, Digest digest) {
    return token.name().equals(name) && token.digest().equals(digest);
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "'%s' cannot be a token's name: use 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-', not 'operator' or 'anonymous'"
              .formatted(name));
    }
  }

  private static List<StoredToken> with(List<StoredToken> tokens, StoredToken added) {
    if (tokens.stream().anyMatch(token -> token.name().equals(added.name()))) {
      throw new IllegalArgumentException(
          "there is a token '%s' already: revoke it first, or choose another name"
              .formatted(added.name()));
    }
    return Stream.concat(tokens.stream(), Stream.of(added)).toList();
  }

  /** In the order in which they were made. */
  public List<Listed> list() {
    return file.read().stream()
        .map(token -> new Listed(token.name(), token.created(), token.lastUsed()))
        .toList();
  }

  /** Ends a token at once here, within a second in other processes; false when there is none. */
  public boolean revoke(String name) {
    if (file.read().stream().noneMatch(token -> token.name().equals(name))) {
      return false;
    }
    file.edit(tokens -> tokens.stream().filter(token -> !token.name().equals(name)).toList());
    index.recheckNow();
    return true;
  }

  /** The name of the token with this text. Looks at the file at most once a second. */
  Optional<String> holder(String secret) {
    return index.holder(Digest.of(secret));
  }
}
