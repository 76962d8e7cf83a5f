package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a modern client wants to hear of (2026-07-28, basic/patterns/subscriptions).
 *
 * @param lists one of each notification that is wanted
 * @param uris the resources, as the client names them; at most {@value #MAX_URIS}
 */
record Filter(Set<Listing> lists, List<String> uris) {
  private static final int MAX_URIS = 256;
  private static final Set<Listing> ANNOUNCED =
      EnumSet.of(Listing.TOOLS, Listing.PROMPTS, Listing.RESOURCES);

  static Filter of(@Nullable Slice json) {
    Members members = Members.inside(json);
    Set<Listing> lists = EnumSet.noneOf(Listing.class);
    for (Listing listing : ANNOUNCED) {
      if ("true".equals(members.json(member(listing)))) {
        lists.add(listing);
      }
    }
    List<String> uris = JsonStrings.texts(members.find("resourceSubscriptions"));
    return new Filter(lists, uris.subList(0, Math.min(uris.size(), MAX_URIS)));
  }

  private static String member(Listing listing) {
    return listing.capability() + "ListChanged";
  }

  /** The subset that is honoured, with only {@code watches} of the resources. */
  Slice honoured(Set<Watch> watches) {
    JsonBuffer json = new JsonBuffer(160).raw("{");
    for (Listing listing : lists) {
      json.name(member(listing)).raw("true");
    }
    if (!uris.isEmpty()) {
      json.name("resourceSubscriptions").raw("[");
      watches.forEach(watch -> json.comma().string(watch.asked()));
      json.raw("]");
    }
    return json.raw("}").slice();
  }
}
