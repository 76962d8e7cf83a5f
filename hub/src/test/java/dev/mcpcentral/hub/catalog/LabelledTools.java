package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Real tools and what people ask for; see {@code catalog/SOURCES.md} of the test resources. */
record LabelledTools(List<ToolSearch.Tool> tools, List<Query> queries) {
  /**
   * One labelled query.
   *
   * @param right exposed names, each a right answer
   */
  record Query(boolean holdOut, String text, Set<String> right) {}

  static LabelledTools read() throws IOException, MalformedJsonException {
    List<ToolSearch.Tool> tools = new ArrayList<>();
    for (Slice line : lines("tools.jsonl")) {
      Members tool = Members.ofObject(line);
      String server = text(tool, "server");
      tools.add(new ToolSearch.Tool(exposed(server, text(tool, "name")), server, line));
    }
    List<Query> queries = new ArrayList<>();
    for (Slice line : lines("tool-queries.jsonl")) {
      queries.add(query(Members.ofObject(line)));
    }
    return new LabelledTools(tools, queries);
  }

  private static Query query(Members query) throws MalformedJsonException {
    List<Slice> right = JsonScan.array(Objects.requireNonNull(query.find("tools")));
    return new Query(
        text(query, "set").equals("hold-out"),
        text(query, "query"),
        right.stream().map(LabelledTools::exposed).collect(Collectors.toSet()));
  }

  private static String exposed(Slice serverAndTool) {
    String[] parts = serverAndTool.text().replace("\"", "").split("/", 2);
    return exposed(parts[0], parts[1]);
  }

  private static String exposed(String server, String tool) {
    return ExposedName.of(new ServerName(server), tool);
  }

  private static String text(Members members, String name) {
    return Objects.requireNonNull(members.string(name), name);
  }

  private static List<Slice> lines(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LabelledTools.class.getResourceAsStream("/catalog/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Slice::of).toList();
    }
  }
}
