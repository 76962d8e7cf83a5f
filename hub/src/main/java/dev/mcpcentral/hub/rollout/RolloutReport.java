package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import java.util.List;

/**
 * How a change of what runs behind a name ended.
 *
 * @param from the version or form before
 * @param to the version or form that was wanted
 * @param changes what is defined otherwise, empty when nothing is
 * @param detail one sentence for people
 */
public record RolloutReport(
    ServerName server,
    Result result,
    String from,
    String to,
    List<DefinitionChange> changes,
    String detail) {
  /** What has become of it. */
  public enum Result {
    /** The new one serves. */
    DONE,
    /** There was nothing to change. */
    UNCHANGED,
    /** It was asked for without doing it: this is what would change. */
    WOULD_CHANGE,
    /** Definitions differ and nobody has accepted that: the old one serves on. */
    CHANGES_NOT_ACCEPTED,
    /** The new one served and failed its trial: the old one serves again. */
    ROLLED_BACK
  }

  public RolloutReport {
    changes = List.copyOf(changes);
  }
}
