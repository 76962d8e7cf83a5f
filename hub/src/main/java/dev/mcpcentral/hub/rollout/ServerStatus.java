package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One server as an operator sees it.
 *
 * @param source as declared, pinned where the version is known
 * @param detail for people: the step being taken, or why it failed and what to do; may be empty
 * @param tools how many tools it offers, 0 while unknown
 * @param quarantined what it lists and nobody is shown, each with the reason
 * @param instance id of the running container or process
 * @param foreign where it is a container that somebody else starts
 * @param since when it came into this state
 * @param scan what the gate said of its image, in a few words; may be empty
 */
public record ServerStatus(
    ServerName name,
    String source,
    RiskLevel risk,
    State state,
    String detail,
    int tools,
    List<String> quarantined,
    Optional<String> instance,
    Optional<Foreign> foreign,
    Instant since,
    String scan) {

  /** A server that the hub starts itself and whose image nobody scanned. */
  public ServerStatus(
      ServerName name,
      String source,
      RiskLevel risk,
      State state,
      String detail,
      int tools,
      List<String> quarantined,
      Optional<String> instance,
      Instant since) {
    this(
        name,
        source,
        risk,
        state,
        detail,
        tools,
        quarantined,
        instance,
        Optional.empty(),
        since,
        "");
  }

  /** The same while {@code older} versions of it end what began on them. */
  ServerStatus beside(int older) {
    String ending =
        older == 1
            ? "an older version ends what began on it"
            : older + " older versions end what began on them";
    return new ServerStatus(
        name,
        source,
        risk,
        state,
        detail.isEmpty() ? ending : detail + "; " + ending,
        tools,
        quarantined,
        instance,
        foreign,
        since,
        scan);
  }

  /**
   * A container of somebody else's.
   *
   * @param container its name
   * @param discovered by its labels, and declared by nobody
   * @param lacks which parts of the hub's own hardening it was started without, for people
   */
  public record Foreign(String container, boolean discovered, List<String> lacks) {
    public Foreign {
      lacks = List.copyOf(lacks);
    }
  }

  public enum State {
    /** Its image is being resolved, fetched or built, or it is being probed for the first time. */
    PREPARING,
    /** Known and listed; starts with its first call. */
    READY,
    RUNNING,
    /** Stopped by the operator. */
    STOPPED,
    /** Cannot be used; {@code detail} says why. It is tried again with growing pauses. */
    FAILED
  }
}
