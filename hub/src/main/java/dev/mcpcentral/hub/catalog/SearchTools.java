package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.catalog.Catalog.Entry;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;

/**
 * The two tools that stand for all others: one finds tools, the other calls what was found. The
 * second is unwrapped before anything is decided, so that rules and records see the tool itself.
 */
public record SearchTools(EntryList list) {
  public static final String FIND = "find_tools";
  public static final String CALL = "call_tool";

  private static final Slice CALL_DEFINITION =
      Slice.of(
          """
          {"name":"call_tool","title":"Call a tool","description":"Calls a tool that find_tools has found. Its arguments \
          must fit the inputSchema that find_tools showed.","inputSchema":{"type":"object","properties":{\
          "name":{"type":"string","description":"The tool's name, as found"},\
          "arguments":{"type":"object","description":"The tool's own arguments"}},"required":["name"]}}\
          """);

  static SearchTools of(Entry finder) {
    Definition found = new Definition(finder.route().name(), finder.definition(), "");
    Slice shown = found.under(Listing.TOOLS, FIND);
    return new SearchTools(
        new EntryList(
            Listing.TOOLS,
            List.of(
                new Entry(FIND, finder.route(), finder.risk(), shown),
                new Entry(CALL, finder.route(), finder.risk(), CALL_DEFINITION))));
  }
}
