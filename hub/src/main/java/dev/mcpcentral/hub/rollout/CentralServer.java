package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own server, {@code central}: there without any engine, so that a client can always ask
 * what is going on.
 */
public final class CentralServer implements Backend {
  public static final ServerName NAME = new ServerName("central");

  /** Its tool that finds other tools. */
  public static final String FIND_TOOLS = "find_tools";

  private static final int USUALLY_FOUND = 5;
  private static final int MAX_FOUND = 20;
  private static final int OWN_TOOLS = 2;
  private static final String STATUS =
      """
      {"name":"status","title":"Status of the hub","description":"Tells which MCP servers this hub offers, in which state \
      each is, and what to do about those that cannot be used.","inputSchema":{"type":"object","properties":{},\
      "additionalProperties":false},"annotations":{"readOnlyHint":true}}\
      """;
  private static final String FIND =
      """
      {"name":"find_tools","title":"Find tools","description":"Finds tools among all servers of this hub by what they do. \
      Returns the definitions of those that fit best, best first, ready to be called.","inputSchema":{"type":"object",\
      "properties":{"query":{"type":"string","description":"What the tool should do, in a few words; naming the server or \
      product helps, for example: read a file from github"},"limit":{"type":"integer","minimum":1,"maximum":20,"default":5,\
      "description":"How many tools to return"}},"required":["query"],"additionalProperties":false},\
      "annotations":{"readOnlyHint":true}}\
      """;

  private final Supplier<List<ServerStatus>> servers;
  private final Function<@Nullable String, Catalog> catalogs;

  /** {@code catalogs} gives what a profile shows; for null, everything. */
  public CentralServer(
      Supplier<List<ServerStatus>> servers, Function<@Nullable String, Catalog> catalogs) {
    this.servers = servers;
    this.catalogs = catalogs;
  }

  /** What it contributes to the catalog; {@code version} is the hub's own. */
  public static ServerOffer offer(String version) {
    Map<Listing, List<Slice>> tools =
        Map.of(Listing.TOOLS, List.of(Slice.of(STATUS), Slice.of(FIND)));
    Offer offer = Offer.of(Slice.of("{\"tools\":{}}"), null, tools);
    return new ServerOffer(NAME, "hub:" + version, RiskLevel.LOW, offer);
  }

  @Override
  public Outcome invoke(Permitted permitted, Caller caller) {
    Era era = permitted.call().era();
    return switch (permitted.route().name()) {
      case "status" -> result(era, statusText(), false);
      case FIND_TOOLS -> find(era, permitted.call().profile(), permitted.ask().arguments());
      default -> new Outcome.Failure.Unknown(permitted.ask().verb(), permitted.ask().name());
    };
  }

  private String statusText() {
    List<ServerStatus> all = servers.get();
    return all.isEmpty()
        ? "No servers are declared yet. The operator can add one: mcp-central add NAME SOURCE"
        : all.stream().map(CentralServer::line).collect(Collectors.joining("\n"));
  }

  private static String line(ServerStatus server) {
    String state = server.state().name().toLowerCase(java.util.Locale.ROOT);
    String detail = server.detail().isEmpty() ? "" : " (" + server.detail() + ")";
    return server.name()
        + ": "
        + state
        + detail
        + ", "
        + server.tools()
        + " tools, risk "
        + server.risk().name().toLowerCase(java.util.Locale.ROOT);
  }

  private Outcome find(Era era, @Nullable String profile, Slice arguments) {
    String query;
    int limit;
    try {
      Members members = Members.ofObject(arguments);
      query = members.string("query");
      limit = limit(members.json("limit"));
    } catch (MalformedJsonException notAnObject) {
      query = null;
      limit = USUALLY_FOUND;
    }
    if (query == null || query.isBlank()) {
      return result(era, "find_tools needs \"query\": one or more words", true);
    }
    if (limit < 1 || limit > MAX_FOUND) {
      return result(era, "\"limit\" must be a whole number from 1 to " + MAX_FOUND, true);
    }
    // the hub's own tools are always listed, so nobody needs to find them
    String text =
        catalogs.apply(profile).list(null, Listing.TOOLS).search(query, limit + OWN_TOOLS).stream()
            .filter(entry -> !entry.route().server().equals(NAME))
            .limit(limit)
            .map(entry -> entry.definition().text())
            .collect(Collectors.joining("\n"));
    return result(era, text.isEmpty() ? "No tool fits these words. Try others." : text, false);
  }

  /** The number that {@code json} says, 0 when it says none. */
  private static int limit(@Nullable String json) {
    if (json == null) {
      return USUALLY_FOUND;
    }
    return json.matches("\\d{1,2}") ? Integer.parseInt(json) : 0;
  }

  private static Outcome result(Era era, String text, boolean isError) {
    JsonBuffer json =
        new JsonBuffer(text.length() + 96)
            .raw("{\"content\":[{\"type\":\"text\",\"text\":")
            .string(text)
            .raw("}]");
    json.raw(isError ? ",\"isError\":true" : "")
        .raw(era == Era.MODERN ? ",\"resultType\":\"complete\"}" : "}");
    return new Outcome.Answer(json.slice(), isError);
  }
}
