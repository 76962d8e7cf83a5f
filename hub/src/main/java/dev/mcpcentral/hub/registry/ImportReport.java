package dev.mcpcentral.hub.registry;

import java.util.List;

/**
 * What became of a foreign catalog.
 *
 * @param catalog the name under which its entries are found
 */
public record ImportReport(String catalog, List<Line> lines) {
  public ImportReport {
    lines = List.copyOf(lines);
  }

  /**
   * One entry of it.
   *
   * @param name in our catalog; empty when it was refused
   * @param foreignName as its catalog calls it, made safe to show
   * @param notes what was dropped, or why it was refused
   */
  public record Line(String name, String foreignName, boolean taken, List<String> notes) {
    public Line {
      notes = List.copyOf(notes);
    }
  }
}
