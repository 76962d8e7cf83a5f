package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The client program on the other side, as far as it describes itself.
 *
 * @param revision how it speaks, and so the form in which it must be answered
 * @param name what it calls itself, for people only; never a basis for a decision
 * @param capabilities what it can be asked for during this request
 * @param logLevel the least severe log message that it wants; null when it did not say
 * @param session its legacy session, to which a stateful server's instance belongs; null for a
 *     modern client, whose instances belong to its principal
 */
public record Client(
    Revision revision,
    @Nullable String name,
    ClientCapabilities capabilities,
    @Nullable LogLevel logLevel,
    @Nullable String session) {

  /** A client that can be asked for nothing and wants no log messages. */
  public static Client plain(Revision revision, @Nullable String name) {
    return new Client(revision, name, ClientCapabilities.NONE, null, null);
  }

  public Era era() {
    return revision.era();
  }
}
