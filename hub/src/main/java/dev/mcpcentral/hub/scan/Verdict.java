package dev.mcpcentral.hub.scan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Whether an image may run for a server, and why.
 *
 * @param source as the configuration names it, pinned
 * @param blocking findings over the gate that no waiver covers, the worst first
 * @param waived findings over the gate that the operator lives with
 * @param below findings that are told and do not block
 * @param unknown what could not be checked, because there is no advisory data for it
 * @param notes for people: old data, expired waivers, tools that failed
 * @param scanned when the findings were made
 */
public record Verdict(
    String source,
    String digest,
    List<Finding> blocking,
    List<Waived> waived,
    List<Finding> below,
    List<String> unknown,
    List<String> notes,
    Instant scanned) {
  public Verdict {
    blocking = List.copyOf(blocking);
    waived = List.copyOf(waived);
    below = List.copyOf(below);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** A finding, and why and until when it does not block. */
  public record Waived(Finding finding, String reason, LocalDate expires) {}

  public boolean quarantined() {
    return !blocking.isEmpty();
  }

  /** In a few words; never says clean of what nobody knows. */
  public String summary() {
    if (quarantined()) {
      return "quarantined: " + count(blocking.size(), "finding") + " over the gate";
    }
    String text = waived.isEmpty() ? "" : count(waived.size(), "finding") + " waived, ";
    return text + (unknown.isEmpty() ? "no finding over the gate" : "unknown: " + scopes());
  }

  private String scopes() {
    return String.join(", ", unknown.stream().map(line -> line.replaceFirst(": .*", "")).toList());
  }

  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
