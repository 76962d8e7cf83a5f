package dev.mcpcentral.protocol.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The published revisions of MCP, oldest first, and the era that each belongs to. */
public enum Revision {
  V2024_11_05("2024-11-05", Era.LEGACY),
  V2025_03_26("2025-03-26", Era.LEGACY),
  V2025_06_18("2025-06-18", Era.LEGACY),
  V2025_11_25("2025-11-25", Era.LEGACY),
  V2026_07_28("2026-07-28", Era.MODERN);

  /**
   * The newest revision with a handshake: what {@code initialize} is answered with when it asks for
   * anything unknown.
   */
  public static final Revision NEWEST_LEGACY = V2025_11_25;

  public static final Revision MODERN = V2026_07_28;

  private final String date;
  private final Era era;

  Revision(String date, Era era) {
    this.date = date;
    this.era = era;
  }

  public Era era() {
    return era;
  }

  public static Optional<Revision> of(String date) {
    return Arrays.stream(values()).filter(revision -> revision.date.equals(date)).findFirst();
  }

  /** Every revision of an era as it is written on the wire. */
  public static List<String> dates(Era era) {
    return Arrays.stream(values())
        .filter(revision -> revision.era == era)
        .map(Revision::toString)
        .toList();
  }

  /** As written on the wire, for example {@code 2025-11-25}. */
  @Override
  public String toString() {
    return date;
  }
}
