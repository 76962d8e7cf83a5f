package dev.mcpcentral.hub.translate;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The id under which clients see a server's task: {@code SERVER.ORIGINAL}. A server name has no
 * dot, so the first one divides; clients take the whole for opaque. Knowing an id gives no right to
 * the task: the server's id is as guessable as it made it.
 */
public final class ExposedTaskId {
  /** Whose task it is, and the id by which that server knows it. */
  public record Parsed(ServerName server, String original) {}

  private ExposedTaskId() {}

  /** The exposed form of any text whatsoever; {@link #parse} gives it back unchanged. */
  public static String of(ServerName server, String original) {
    return server + "." + original;
  }

  /** Empty when {@code exposed} is no task id of the aggregated endpoint. */
  public static Optional<Parsed> parse(String exposed) {
    int dot = exposed.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Servers.name(exposed.substring(0, dot))
            .map(server -> new Parsed(server, exposed.substring(dot + 1)));
  }

  /** Maps a server's task ids to exposed ones. */
  public static UnaryOperator<String> exposing(ServerName server) {
    return original -> of(server, original);
  }

  /** Maps exposed task ids of this server back; others stay, as that server cannot know them. */
  public static UnaryOperator<String> restoring(ServerName server) {
    return exposed ->
        parse(exposed)
            .filter(parsed -> parsed.server().equals(server))
            .map(Parsed::original)
            .orElse(exposed);
  }
}
