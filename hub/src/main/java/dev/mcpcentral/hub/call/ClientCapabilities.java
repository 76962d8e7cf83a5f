package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client declared that it can be asked for, in a session or in one modern request. */
public record ClientCapabilities(Set<ClientFeature> features) {
  public static final ClientCapabilities NONE = new ClientCapabilities(Set.of());
  public static final ClientCapabilities ALL =
      new ClientCapabilities(EnumSet.allOf(ClientFeature.class));

  public ClientCapabilities {
    features = Set.copyOf(features);
  }

  /** Reads a {@code ClientCapabilities} object of either era; anything else declares nothing. */
  public static ClientCapabilities of(@Nullable Slice json) {
    Members declared = Members.inside(json);
    if (declared.isEmpty()) {
      return NONE;
    }
    Set<ClientFeature> features = EnumSet.noneOf(ClientFeature.class);
    Slice sampling = declared.find("sampling");
    if (sampling != null) {
      features.add(ClientFeature.SAMPLING);
      if (Members.inside(sampling).find("tools") != null) {
        features.add(ClientFeature.SAMPLING_TOOLS);
      }
    }
    Slice elicitation = declared.find("elicitation");
    if (elicitation != null) {
      Members modes = Members.inside(elicitation);
      if (modes.find("form") != null || modes.find("url") == null) {
        features.add(ClientFeature.ELICITATION); // an empty object means forms
      }
      if (modes.find("url") != null) {
        features.add(ClientFeature.URL_ELICITATION);
      }
    }
    if (declared.find("roots") != null) {
      features.add(ClientFeature.ROOTS);
    }
    return new ClientCapabilities(features);
  }

  public boolean has(ClientFeature feature) {
    return features.contains(feature);
  }

  /** The feature that a server's request needs; null when it is none that a client can be asked. */
  public static @Nullable ClientFeature needed(String method, Members params) {
    return switch (method) {
      case "sampling/createMessage" ->
          params.find("tools") == null ? ClientFeature.SAMPLING : ClientFeature.SAMPLING_TOOLS;
      case "elicitation/create" ->
          "url".equals(params.string("mode"))
              ? ClientFeature.URL_ELICITATION
              : ClientFeature.ELICITATION;
      case "roots/list" -> ClientFeature.ROOTS;
      default -> null;
    };
  }

  /** As a client of {@code era} declares them. */
  public String json(Era era) {
    JsonBuffer json = new JsonBuffer(96).raw("{");
    if (has(ClientFeature.SAMPLING)) {
      json.name("sampling").raw(has(ClientFeature.SAMPLING_TOOLS) ? "{\"tools\":{}}" : "{}");
    }
    if (has(ClientFeature.ELICITATION) || has(ClientFeature.URL_ELICITATION)) {
      json.name("elicitation").raw("{");
      if (has(ClientFeature.ELICITATION)) {
        json.name("form").raw("{}");
      }
      if (has(ClientFeature.URL_ELICITATION)) {
        json.name("url").raw("{}");
      }
      json.raw("}");
    }
    if (has(ClientFeature.ROOTS)) {
      json.name("roots").raw(era == Era.LEGACY ? "{\"listChanged\":false}" : "{}");
    }
    return json.raw("}").slice().text();
  }
}
