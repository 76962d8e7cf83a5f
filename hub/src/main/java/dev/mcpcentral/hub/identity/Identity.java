package dev.mcpcentral.hub.identity;

import dev.mcpcentral.hub.call.Principal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who a request on a client listener comes from. Safe for concurrent use. */
public final class Identity {
  private final Tokens tokens;
  private final BooleanSupplier anonymousLoopback;

  /**
   * @param anonymousLoopback the current {@code auth.anonymous: loopback}, asked with every request
   *     so that an edit of the configuration counts at once
   */
  public Identity(Tokens tokens, BooleanSupplier anonymousLoopback) {
    this.tokens = tokens;
    this.anonymousLoopback = anonymousLoopback;
  }

  /**
   * Empty means 401. A credential that does not hold is refused even where none would be needed:
   * its owner believes to be somebody.
   *
   * @param authorization the one {@code Authorization} header, null when there is none
   * @param loopbackPeer whether the connection comes from 127.0.0.0/8 or ::1
   */
  public Optional<Principal> authenticate(@Nullable String authorization, boolean loopbackPeer) {
    if (authorization == null) {
      return loopbackPeer && anonymousLoopback.getAsBoolean()
          ? Optional.of(new Principal.Anonymous())
          : Optional.empty();
    }
    return Secret.presented(authorization).flatMap(tokens::holder).map(Principal.Client::new);
  }
}
