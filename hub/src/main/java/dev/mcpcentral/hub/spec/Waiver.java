package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * An operator's decision to live with a finding for a while.
 *
 * @param finding an advisory's id or alias ({@code CVE-2026-1234}), or the word of a check ({@code
 *     root}, {@code runtime})
 * @param reason for people, 3 to 500 characters
 * @param expires the last day on which it counts
 */
public record Waiver(ServerName server, String finding, String reason, LocalDate expires) {
  private static final Pattern FINDING = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

  public Waiver {
    if (!FINDING.matcher(finding).matches()) {
      throw new InvalidSpecException(
          "finding",
          "a finding is an id such as CVE-2026-1234, or the name of a check such as root");
    }
    if (reason.strip().length() < 3 || reason.length() > 500) {
      throw new InvalidSpecException(
          "reason",
          "a waiver needs a reason of 3 to 500 characters, for whoever reads it next year");
    }
  }

  /** Whether it still counts on this day. */
  public boolean counts(LocalDate today) {
    return !today.isAfter(expires);
  }
}
