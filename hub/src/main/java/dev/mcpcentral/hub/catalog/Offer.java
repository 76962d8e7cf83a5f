package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.translate.ToolCheck;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a server says it has.
 *
 * @param capabilities its {@code ServerCapabilities} object, as received
 * @param instructions how it wants to be used; null when it did not say
 * @param lists what it lists, of each kind
 * @param quarantined what it lists and nobody is shown, with the reason
 */
public record Offer(
    Slice capabilities,
    @Nullable String instructions,
    Map<Listing, List<Definition>> lists,
    List<Quarantined> quarantined) {
  /** Of a server that has not been seen yet. */
  public static final Offer NONE = new Offer(Slice.of("{}"), null, Map.of(), List.of());

  /** One definition that cannot be shown to clients; the server's other ones can. */
  public record Quarantined(Listing listing, String key, String reason) {
    /** In words for the operator. */
    public String text() {
      return listing.member() + " '" + key + "': " + reason;
    }
  }

  public Offer {
    Map<Listing, List<Definition>> copy = new EnumMap<>(Listing.class);
    for (Listing listing : Listing.values()) {
      copy.put(listing, List.copyOf(lists.getOrDefault(listing, List.of())));
    }
    lists = copy;
    quarantined = List.copyOf(quarantined);
  }

  public List<Definition> list(Listing listing) {
    return lists.getOrDefault(listing, List.of());
  }

  /** Sorts raw definitions into those that can be shown and those that cannot. */
  public static Offer of(
      Slice capabilities, @Nullable String instructions, Map<Listing, List<Slice>> raw) {
    return of(capabilities, instructions, raw, false);
  }

  /**
   * The same; {@code headers} tells that calls to the server carry header fields, so that tools
   * with wrong annotations for them cannot be called (2026-07-28, basic/transports).
   */
  public static Offer of(
      Slice capabilities,
      @Nullable String instructions,
      Map<Listing, List<Slice>> raw,
      boolean headers) {
    Map<Listing, List<Definition>> lists = new EnumMap<>(Listing.class);
    List<Quarantined> quarantined = new ArrayList<>();
    raw.forEach((listing, elements) ->
        lists.put(
            listing,
            sound(
                listing,
                listing == Listing.TOOLS ? checked(elements, headers, quarantined) : elements,
                quarantined)));
    return new Offer(capabilities, instructions, lists, quarantined);
  }

  private static List<Slice> checked(
      List<Slice> tools, boolean headers, List<Quarantined> quarantined) {
    List<Slice> sound = new ArrayList<>(tools.size());
    for (ToolCheck.Verdict verdict : ToolCheck.of(tools)) {
      String fault = verdict.fault();
      if (fault == null && headers) {
        fault = Shown.headerFault(verdict.definition());
      }
      if (fault == null) {
        sound.add(verdict.definition());
      } else {
        quarantined.add(new Quarantined(Listing.TOOLS, verdict.name(), fault));
      }
    }
    return sound;
  }

  private static List<Definition> sound(
      Listing listing, List<Slice> elements, List<Quarantined> quarantined) {
    List<Definition> sound = new ArrayList<>(elements.size());
    Set<String> seen = new HashSet<>();
    for (Slice element : elements) {
      try {
        Definition definition = Definition.of(listing, element);
        if (seen.add(definition.key())) {
          sound.add(definition);
        } else {
          quarantined.add(new Quarantined(listing, definition.key(), "listed twice"));
        }
      } catch (MalformedJsonException invalid) {
        quarantined.add(new Quarantined(listing, "?", String.valueOf(invalid.getMessage())));
      }
    }
    return sound;
  }

  /** The inverse of {@link #ofJson}. */
  Slice json() {
    JsonBuffer json = new JsonBuffer(4096).raw("{\"capabilities\":").slice(capabilities);
    if (instructions != null) {
      json.raw(",\n\"instructions\":").string(instructions);
    }
    for (Listing listing : Listing.values()) {
      json.raw(",\n\"").raw(listing.member()).raw("\":[");
      String comma = "";
      for (Definition definition : list(listing)) {
        json.raw(comma).slice(definition.json());
        comma = ",\n";
      }
      json.raw("]");
    }
    return json.raw("}\n").slice();
  }

  static Offer ofJson(Slice json) throws MalformedJsonException {
    Members members = Members.ofObject(json);
    Slice capabilities = members.find("capabilities");
    if (capabilities == null) {
      throw new MalformedJsonException("no capabilities");
    }
    Map<Listing, List<Slice>> raw = new EnumMap<>(Listing.class);
    for (Listing listing : Listing.values()) {
      Slice elements = members.find(listing.member());
      raw.put(listing, elements == null ? List.of() : JsonScan.array(elements));
    }
    return of(capabilities, members.string("instructions"), raw);
  }
}
