package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What of the engine's answers a view shows, built anew from {@code view-outlines.json}. */
final class ViewContent {
  private static final JsonNode OUTLINES = outlines();

  private ViewContent() {}

  /** The part of an answer that is shown. */
  static JsonNode of(Shown what, JsonNode answer) {
    String name = what.name().toLowerCase(Locale.ROOT);
    JsonNode shown = what == Shown.CONTAINERS ? withoutOwnParts(answer) : answer;
    return new ViewOutline(OUTLINES.path(name), Secrets.of(answer.path("Config"))).apply(shown);
  }

  /** A table of processes, in which the container's own values are hidden, too. */
  static JsonNode processes(JsonNode top, JsonNode container) {
    Secrets secrets = Secrets.of(container.path("Config"));
    return new ViewOutline(OUTLINES.path("top"), secrets).apply(top);
  }

  /**
   * Whether a container is the hub, its bridge or its registry, which show nothing of themselves.
   *
   * @param description has {@code Image} and {@code Labels}
   */
  static boolean ownPart(JsonNode description) {
    String image = description.path("Image").stringValue("");
    String last = image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
    return last.equals("mcp-hub")
        || last.equals("mcp-bridge")
        || description.path("Labels").propertyNames().stream()
            .anyMatch(label -> label.startsWith("mcp-central.") || label.equals("mcp.component"));
  }

  private static JsonNode withoutOwnParts(JsonNode containers) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    for (JsonNode container : containers) {
      if (!ownPart(container)) {
        rest.add(container);
      }
    }
    return rest;
  }

  private static JsonNode outlines() {
    try (InputStream in = ViewContent.class.getResourceAsStream("view-outlines.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, "view-outlines.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
