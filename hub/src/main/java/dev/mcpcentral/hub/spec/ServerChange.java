package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.ConfigurationFile.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** From one declaration of a server to another, with as few changed lines as possible. */
final class ServerChange {
  private static final String STEP = "  ";

  /** Keys whose values are single words, which can be changed in place. */
  private static final Set<String> SINGLE =
      Set.of(
          "source", "risk", "review", "enabled", "form", "network", "port", "path", "era",
          "timeout");

  private ServerChange() {}

  static Edit of(ServerText writer, ServerSpec before, ServerSpec after) {
    Map<String, String> old = keys(writer.lines(before, STEP));
    Map<String, String> wanted = keys(writer.lines(after, STEP));
    Map<String, String> changed = new TreeMap<>();
    old.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> changed.put(key, ""));
    wanted.forEach((key, value) -> {
      if (!value.equals(old.get(key))) {
        changed.put(key, value);
      }
    });
    boolean single = SINGLE.containsAll(changed.keySet());
    return Edit.ofServers(
        edit -> single ? changed(edit, writer, after, changed) : anew(edit, writer, after),
        servers -> replaced(servers, after));
  }

  private static String changed(
      TextEdit edit, ServerText writer, ServerSpec after, Map<String, String> changed) {
    try {
      String text = edit.text();
      for (Map.Entry<String, String> key : changed.entrySet()) {
        text = edit.with(text).set(after.name().value(), key.getKey(), key.getValue());
      }
      return text;
    } catch (ConfigurationException inBraces) {
      return anew(edit, writer, after);
    }
  }

  private static String anew(TextEdit edit, ServerText writer, ServerSpec after) {
    TextEdit rest = edit.with(edit.remove(after.name().value()));
    return rest.add(after.name().value(), writer.lines(after, rest.step()));
  }

  /** A server that is written anew stands at the end of the file. */
  private static SequencedMap<ServerName, ServerSpec> replaced(
      SequencedMap<ServerName, ServerSpec> servers, ServerSpec after) {
    servers.computeIfPresent(after.name(), (_, _) -> after);
    return servers;
  }

  /** The value of each key; further lines of a key stand below it. */
  private static Map<String, String> keys(List<String> lines) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    List<String> value = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(" ")) {
        value.add(line);
      } else {
        int colon = line.indexOf(':');
        value = new ArrayList<>(List.of(line.substring(colon + 1).strip()));
        keys.put(line.substring(0, colon), value);
      }
    }
    Map<String, String> joined = new LinkedHashMap<>();
    keys.forEach((key, parts) -> joined.put(key, String.join("\n", parts)));
    return joined;
  }
}
