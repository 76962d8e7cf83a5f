package dev.mcpcentral.hub.egress;

import java.util.List;

/**
 * What is known of a server's way out.
 *
 * @param asked what was learned, by host and port; at most {@value Lesson#MAX_DESTINATIONS}
 * @param gaps for people: what does not work, or is not guarded, on this machine
 */
public record WayOut(List<Asked> asked, List<String> gaps) {
  public static final WayOut NONE = new WayOut(List.of(), List.of());

  public WayOut {
    asked = List.copyOf(asked);
    gaps = List.copyOf(gaps);
  }
}
