package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all that a server lists; bounded, and guarded against cursors that lead in circles. */
final class OfferReader {
  private static final int MAX_PAGES = 200;
  private static final int MAX_ELEMENTS = 10_000;

  private final Peer peer;
  private final Deadline deadline;

  private OfferReader(Peer peer, Deadline deadline) {
    this.peer = peer;
    this.deadline = deadline;
  }

  static Offer read(Peer peer, Deadline deadline) throws PeerException {
    OfferReader reader = new OfferReader(peer, deadline);
    Welcome welcome = peer.welcome();
    Map<Listing, List<Slice>> lists = new EnumMap<>(Listing.class);
    for (Listing listing : Listing.values()) {
      // Some servers forget to declare tools, and have nothing else.
      boolean declared = welcome.declares(listing.capability()) || listing == Listing.TOOLS;
      lists.put(listing, declared ? reader.all(listing) : List.of());
    }
    Offer offer =
        Offer.of(welcome.capabilities(), welcome.instructions(), lists, peer.wantsHeaders());
    peer.offers(offer);
    return offer;
  }

  private List<Slice> all(Listing listing) throws PeerException {
    List<Slice> elements = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    @Nullable Slice cursor = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      Envelope answer = page(listing, cursor);
      if (isUnknown(answer)) {
        return List.of();
      }
      if (!(answer instanceof Envelope.ResultResponse result)) {
        throw nonsense(listing, "was answered with an error");
      }
      elements.addAll(elements(listing, result));
      if (elements.size() > MAX_ELEMENTS) {
        throw nonsense(listing, "has more than " + MAX_ELEMENTS + " elements");
      }
      cursor = result.body().find("nextCursor");
      if (cursor == null || cursor.at(0) != '"') {
        return elements;
      }
      if (!seen.add(cursor.text())) {
        throw nonsense(listing, "does not end: it gave a cursor seen before");
      }
    }
    throw nonsense(listing, "has more than " + MAX_PAGES + " pages");
  }

  private Envelope page(Listing listing, @Nullable Slice cursor) throws PeerException {
    Peer.Outgoing outgoing = Peer.Outgoing.plain(listing.method(), params(peer.era(), cursor));
    return peer.request(outgoing, Caller.SILENT, deadline);
  }

  /** A server without this list, whatever it declared, has an empty one. */
  private static boolean isUnknown(Envelope answer) {
    return answer instanceof Envelope.ErrorResponse error
        && String.valueOf(ErrorCode.METHOD_NOT_FOUND.number()).equals(error.body().json("code"));
  }

  private static List<Slice> elements(Listing listing, Envelope.ResultResponse result)
      throws PeerException {
    Slice elements = result.body().find(listing.member());
    if (elements == null) {
      throw nonsense(listing, "has a result without \"" + listing.member() + "\"");
    }
    try {
      return JsonScan.array(elements);
    } catch (MalformedJsonException malformed) {
      throw nonsense(listing, String.valueOf(malformed.getMessage()));
    }
  }

  private static Slice params(Era era, @Nullable Slice cursor) {
    JsonBuffer params = new JsonBuffer(256).raw("{");
    if (cursor != null) {
      params.member("cursor", cursor);
    }
    if (era == Era.MODERN) {
      params.name("_meta").raw("{").raw(HubClient.META).raw("}");
    }
    return params.raw("}").slice();
  }

  private static PeerException nonsense(Listing listing, String what) {
    return new PeerException(PeerException.Kind.BROKEN, listing.method() + " " + what);
  }
}
