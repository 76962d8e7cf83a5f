package dev.mcpcentral.hub.rollout;

import java.util.List;

/**
 * One tool, prompt, resource or template that one version of a server defines otherwise than
 * another.
 *
 * @param listing the protocol's word for what it is, for example {@code tools}
 * @param name by which clients ask the server for it
 * @param details what differs, one line each, for people
 */
public record DefinitionChange(String listing, String name, Kind kind, List<String> details) {
  /** How it differs. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  public DefinitionChange {
    details = List.copyOf(details);
  }
}
