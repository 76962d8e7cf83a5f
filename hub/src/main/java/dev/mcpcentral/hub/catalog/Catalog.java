package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.translate.ExposedTaskId;
import dev.mcpcentral.hub.translate.ExposedUri;
import dev.mcpcentral.hub.translate.ToolHeaders;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that all servers offer, by exact name. Immutable; built once per change, read by every
 * call.
 */
public final class Catalog {
  private static final Slice UNLISTED = Slice.of("{}");

  /**
   * One exposed thing.
   *
   * @param definition what a modern client is shown, under the name that it must use
   * @param legacy what a client of 2025-11-25 is shown; nearly always the same bytes
   * @param headers what a modern client must say in header fields, too; null for nothing
   */
  public record Entry(
      String name,
      Route route,
      RiskLevel risk,
      Slice definition,
      Slice legacy,
      @Nullable ToolHeaders headers) {
    public Entry(String name, Route route, RiskLevel risk, Slice definition) {
      this(name, route, risk, definition, definition, null);
    }

    Slice shownTo(Revision revision) {
      return switch (revision) {
        case V2026_07_28 -> definition;
        case V2025_11_25 -> legacy;
        case V2025_06_18, V2025_03_26, V2024_11_05 -> Shown.older(legacy, revision);
      };
    }
  }

  private record Served(ServerOffer from, Map<Listing, EntryList> lists) {
    EntryList list(Listing listing) {
      return lists.getOrDefault(listing, EntryList.EMPTY);
    }
  }

  /** Of nothing. */
  public static final Catalog EMPTY = of(List.of());

  private final Map<Listing, EntryList> all;
  private final Map<Listing, EntryList> withheld;
  private final Map<ServerName, Served> byServer;
  private final List<ServerOffer> offers;
  private final @Nullable SearchTools search;

  private Catalog(
      Map<Listing, EntryList> all,
      Map<Listing, EntryList> withheld,
      Map<ServerName, Served> byServer,
      List<ServerOffer> offers,
      @Nullable SearchTools search) {
    this.search = search;
    this.all = all;
    this.withheld = withheld;
    this.byServer = byServer;
    this.offers = offers;
  }

  /** Builds the catalog; the order of {@code servers} does not matter, names decide. */
  public static Catalog of(List<ServerOffer> servers) {
    Map<ServerName, Served> byServer = new HashMap<>();
    for (ServerOffer server : servers) {
      Map<Listing, EntryList> own = new EnumMap<>(Listing.class);
      for (Listing listing : Listing.values()) {
        Collection<Definition> definitions = inOrder(server.offer().list(listing));
        own.put(listing, new EntryList(listing, own(server, listing, definitions)));
      }
      byServer.put(server.server(), new Served(server, own));
    }
    List<ServerOffer> offers = servers.stream().filter(offer -> !offer.withheld()).toList();
    List<ServerOffer> withheld = servers.stream().filter(ServerOffer::withheld).toList();
    return new Catalog(exposed(offers), exposed(withheld), byServer, offers, null);
  }

  private static Map<Listing, EntryList> exposed(List<ServerOffer> servers) {
    Map<Listing, EntryList> lists = new EnumMap<>(Listing.class);
    for (Listing listing : Listing.values()) {
      List<Entry> all = new ArrayList<>();
      for (ServerOffer server : servers) {
        all.addAll(exposed(server, listing, inOrder(server.offer().list(listing))));
      }
      lists.put(listing, new EntryList(listing, all));
    }
    return lists;
  }

  /**
   * The same for clients that search: they are shown two tools in place of all.
   *
   * @param finder the server and the tool that finds tools
   */
  public Catalog searched(ServerName finder, String tool) {
    Entry find = find(finder, Listing.TOOLS, tool);
    return find == null ? this : new Catalog(all, withheld, byServer, offers, SearchTools.of(find));
  }

  /** Whether clients are shown {@link SearchTools} in place of all tools. */
  public boolean isSearched() {
    return search != null;
  }

  /** What clients are shown: {@link #list}, unless they search. */
  public EntryList shown(@Nullable ServerName scope, Listing listing) {
    return search != null && listing == Listing.TOOLS ? search.list() : list(scope, listing);
  }

  private static List<Entry> own(
      ServerOffer server, Listing listing, Collection<Definition> definitions) {
    return definitions.stream()
        .map(one -> entry(server, listing, one, one.key(), one.json()))
        .toList();
  }

  /**
   * Each name once: a server that names one tool like the exposed name of another loses the later
   * of the two, and the list stays free of duplicates, for which clients refuse the tools of all
   * servers.
   */
  private static Collection<Entry> exposed(
      ServerOffer server, Listing listing, Collection<Definition> definitions) {
    Map<String, Entry> exposed = new HashMap<>();
    for (Definition one : definitions) {
      String name = exposedName(server.server(), listing, one.key());
      Slice shown = Shown.among(server.server(), listing, one.under(listing, name));
      exposed.putIfAbsent(name, entry(server, listing, one, name, shown));
    }
    return exposed.values();
  }

  private static Entry entry(
      ServerOffer server, Listing listing, Definition one, String name, Slice shown) {
    Route route = new Route(server.server(), one.key(), server.digest(), one.sha256());
    return listing == Listing.TOOLS
        ? new Entry(
            name,
            route,
            server.risk(),
            Shown.modern(shown),
            Shown.legacy(shown),
            Shown.headers(shown))
        : new Entry(name, route, server.risk(), shown);
  }

  private static String exposedName(ServerName server, Listing listing, String key) {
    return switch (listing) {
      case TOOLS, PROMPTS -> ExposedName.of(server, key);
      case RESOURCES, TEMPLATES -> ExposedUri.of(server, key);
    };
  }

  /** In an order that does not depend on the server's. */
  private static Collection<Definition> inOrder(List<Definition> definitions) {
    Map<String, Definition> sorted = new TreeMap<>();
    definitions.forEach(one -> sorted.putIfAbsent(one.key(), one));
    return sorted.values();
  }

  /** Where {@code ask} leads; null when there is no such thing, or no such server. */
  public @Nullable Entry resolve(Ask.OfServer ask) {
    return switch (ask.verb()) {
      case CALL_TOOL -> tool(ask.scope(), ask.name());
      case GET_PROMPT -> find(ask.scope(), Listing.PROMPTS, ask.name());
      case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE -> resource(ask.scope(), ask.name());
      case COMPLETE ->
          isPrompt(ask)
              ? find(ask.scope(), Listing.PROMPTS, ask.name())
              : resource(ask.scope(), ask.name());
      case GET_TASK, UPDATE_TASK, CANCEL_TASK, TASK_RESULT -> task(ask.scope(), ask.name());
    };
  }

  private @Nullable Entry tool(@Nullable ServerName scope, String name) {
    Entry own = search == null ? null : search.list().find(name);
    return own == null ? find(scope, Listing.TOOLS, name) : own;
  }

  private static boolean isPrompt(Ask.OfServer completion) {
    Members ref = Members.inside(completion.params().find("ref"));
    return "ref/prompt".equals(ref.string("type"));
  }

  /**
   * The thing that {@code name} stands for, listed or withheld; within {@code scope}, names are the
   * server's own.
   */
  public @Nullable Entry find(@Nullable ServerName scope, Listing listing, String name) {
    if (scope != null) {
      Served served = byServer.get(scope);
      return served == null ? null : served.list(listing).find(name);
    }
    Entry listed = list(null, listing).find(name);
    return listed == null ? withheld.getOrDefault(listing, EntryList.EMPTY).find(name) : listed;
  }

  /** A server may read resources that it does not list, so the server alone decides. */
  public @Nullable Entry resource(@Nullable ServerName scope, String uri) {
    if (scope != null) {
      return resourceOf(scope, uri, uri);
    }
    return ExposedUri.parse(uri)
        .map(parsed -> resourceOf(parsed.server(), parsed.original(), uri))
        .orElse(null);
  }

  private @Nullable Entry resourceOf(ServerName server, String original, String asked) {
    Served served = byServer.get(server);
    if (served == null) {
      return null;
    }
    Entry listed = served.list(Listing.RESOURCES).find(original);
    if (listed == null) {
      listed = served.list(Listing.TEMPLATES).find(original);
    }
    String definition = listed == null ? "" : listed.route().definition();
    return unlisted(served, original, asked, definition);
  }

  private @Nullable Entry task(@Nullable ServerName scope, String id) {
    if (scope != null) {
      Served served = byServer.get(scope);
      return served == null ? null : unlisted(served, id, id, "");
    }
    return ExposedTaskId.parse(id)
        .map(parsed -> taskOf(parsed.server(), parsed.original(), id))
        .orElse(null);
  }

  private @Nullable Entry taskOf(ServerName server, String original, String asked) {
    Served served = byServer.get(server);
    return served == null ? null : unlisted(served, original, asked, "");
  }

  private static Entry unlisted(Served served, String original, String asked, String definition) {
    ServerOffer from = served.from;
    Route route = new Route(from.server(), original, from.digest(), definition);
    return new Entry(asked, route, from.risk(), UNLISTED);
  }

  /** What {@code scope} lists, or what all servers do. */
  public EntryList list(@Nullable ServerName scope, Listing listing) {
    if (scope == null) {
      return all.getOrDefault(listing, EntryList.EMPTY);
    }
    Served served = byServer.get(scope);
    return served == null || served.from.withheld() ? EntryList.EMPTY : served.list(listing);
  }

  /** Whether the catalog knows this server, be it with nothing to offer. */
  public boolean has(ServerName server) {
    return byServer.containsKey(server);
  }

  /** The lists that differ from those of {@code before}. */
  public Set<Listing> changedSince(Catalog before) {
    Set<Listing> changed = EnumSet.noneOf(Listing.class);
    for (Listing listing : Listing.values()) {
      boolean same = this == before || shown(null, listing).equals(before.shown(null, listing));
      if (!same) {
        changed.add(listing);
      }
    }
    return changed;
  }

  /** What the catalog was built from, or the part of one server. */
  public List<ServerOffer> offers(@Nullable ServerName scope) {
    if (scope == null) {
      return offers;
    }
    Served served = byServer.get(scope);
    return served == null || served.from.withheld() ? List.of() : List.of(served.from);
  }
}
