package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whom a server means that names no request. */
final class Attribution {
  private Attribution() {}

  /**
   * The one request of a client that is being carried out. With several, any guess could give one
   * client's data to another, so nobody is meant; what the hub asks for itself does not count.
   */
  static <T> Optional<T> only(Collection<T> open, Function<T, Caller> caller) {
    List<T> ofClients = open.stream().filter(one -> caller.apply(one).isClient()).limit(2).toList();
    return ofClients.size() == 1 ? Optional.of(ofClients.getFirst()) : Optional.empty();
  }
}
