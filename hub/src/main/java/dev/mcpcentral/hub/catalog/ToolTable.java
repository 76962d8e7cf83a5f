package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every exposed tool, by exact name. Immutable; built once per change, read by every call. */
public final class ToolTable {
  /**
   * One exposed tool. {@code definition} is what a client is shown, under the name that it must
   * use.
   */
  public record Entry(String name, Route route, RiskLevel risk, Slice definition) {}

  private final ToolList all;
  private final Map<ServerName, ToolList> byServer;

  private ToolTable(ToolList all, Map<ServerName, ToolList> byServer) {
    this.all = all;
    this.byServer = byServer;
  }

  /** Builds the table; the order of {@code servers} does not matter, names decide. */
  public static ToolTable of(List<ServerTools> servers) {
    List<Entry> all = new ArrayList<>();
    Map<ServerName, ToolList> byServer = new HashMap<>();
    for (ServerTools server : servers) {
      List<Entry> own = new ArrayList<>();
      Map<String, Entry> exposed = new HashMap<>();
      for (ToolDefinition tool : unique(server.tools())) {
        Route route = new Route(server.server(), tool.name(), server.digest(), tool.sha256());
        own.add(new Entry(tool.name(), route, server.risk(), tool.json()));
        String name = ExposedName.of(server.server(), tool.name());
        exposed.putIfAbsent(name, new Entry(name, route, server.risk(), tool.renamed(name)));
      }
      all.addAll(exposed.values());
      byServer.put(server.server(), new ToolList(own));
    }
    return new ToolTable(new ToolList(all), byServer);
  }

  /**
   * Each name once, in an order that does not depend on the server's: a server that names one tool
   * like the exposed name of another loses the later of the two, and the list stays free of
   * duplicates, for which clients refuse the tools of all servers.
   */
  private static Collection<ToolDefinition> unique(List<ToolDefinition> tools) {
    Map<String, ToolDefinition> unique = new TreeMap<>();
    tools.forEach(tool -> unique.putIfAbsent(tool.name(), tool));
    return unique.values();
  }

  /** The tool that {@code name} stands for; within {@code scope}, names are the server's own. */
  public @Nullable Entry find(@Nullable ServerName scope, String name) {
    return list(scope).find(name);
  }

  /** The tools of {@code scope}, or all of them. */
  public ToolList list(@Nullable ServerName scope) {
    return scope == null ? all : byServer.getOrDefault(scope, ToolList.EMPTY);
  }

  /** Whether the table knows this server, be it without tools. */
  public boolean has(ServerName server) {
    return byServer.containsKey(server);
  }
}
