package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.rollout.DefinitionChange.Kind;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one offer defines otherwise than another, for the operator who has to accept it. Order and
 * white space of JSON do not count, nor does what a resource says of its content: its size and when
 * it was last written.
 */
public final class DefinitionDiff {
  /** More than this many are counted only. */
  static final int MAX_CHANGES = 500;

  /** Not listed by a server, and read by models all the same. */
  private static final String INSTRUCTIONS = "instructions";

  private DefinitionDiff() {}

  /** In the order of {@link Listing}, then by name; empty when both define the same. */
  public static List<DefinitionChange> of(Offer before, Offer after) {
    List<DefinitionChange> changes = new ArrayList<>();
    instructions(text(before), text(after)).ifPresent(changes::add);
    for (Listing listing : Listing.values()) {
      Map<String, Definition> old = byKey(before.list(listing));
      Map<String, Definition> young = byKey(after.list(listing));
      TreeSet<String> keys = new TreeSet<>(old.keySet());
      keys.addAll(young.keySet());
      for (String key : keys) {
        change(listing, old.get(key), young.get(key), after).ifPresent(changes::add);
      }
    }
    return bounded(changes);
  }

  private static Map<String, Definition> byKey(List<Definition> definitions) {
    return definitions.stream()
        .collect(
            Collectors.toMap(Definition::key, Function.identity(), (one, _) -> one, TreeMap::new));
  }

  private static Optional<DefinitionChange> change(
      Listing listing, @Nullable Definition before, @Nullable Definition after, Offer offer) {
    if (before == null) {
      return Optional.ofNullable(after).map(young -> added(listing, young));
    }
    if (after == null) {
      List<String> why = quarantined(offer, listing, before.key());
      return Optional.of(change(listing, before, Kind.REMOVED, why));
    }
    if (before.sha256().equals(after.sha256())) {
      return Optional.empty();
    }
    List<String> lines = DefinitionJson.of(listing, before).otherwise(listing, after);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(change(listing, after, Kind.CHANGED, lines));
  }

  private static DefinitionChange added(Listing listing, Definition definition) {
    return change(
        listing, definition, Kind.ADDED, DefinitionJson.of(listing, definition).summary());
  }

  private static DefinitionChange change(
      Listing listing, Definition definition, Kind kind, List<String> details) {
    return new DefinitionChange(
        listing.member(), ShownText.of(definition.key(), ShownText.LINE), kind, details);
  }

  private static List<String> quarantined(Offer after, Listing listing, String key) {
    return after.quarantined().stream()
        .filter(one -> one.listing() == listing && one.key().equals(key))
        .map(one -> ShownText.of("still listed, but nobody can be shown it: " + one.reason(), 200))
        .toList();
  }

  private static Optional<DefinitionChange> instructions(String before, String after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    Kind kind = before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    return Optional.of(
        new DefinitionChange(
            INSTRUCTIONS, INSTRUCTIONS, kind, List.of(ShownText.change(before, after))));
  }

  /** None and empty ones are the same to whoever reads them. */
  private static String text(Offer offer) {
    String text = offer.instructions();
    return text == null ? "" : text.strip();
  }

  private static List<DefinitionChange> bounded(List<DefinitionChange> changes) {
    int left = changes.size() - MAX_CHANGES;
    if (left <= 0) {
      return List.copyOf(changes);
    }
    List<DefinitionChange> shown = new ArrayList<>(changes.subList(0, MAX_CHANGES));
    String listing = changes.get(MAX_CHANGES).listing();
    shown.add(
        new DefinitionChange(listing, "…", Kind.CHANGED, List.of("and " + left + " more changes")));
    return List.copyOf(shown);
  }
}
