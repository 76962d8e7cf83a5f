package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a registry answered, in full. */
record Answer(URI asked, int status, HttpHeaders headers, Slice body) {
  private static final int SHOWN = 300;

  boolean is(int... wanted) {
    for (int one : wanted) {
      if (one == status) {
        return true;
      }
    }
    return false;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  JsonNode json() {
    try {
      return Json.MAPPER.readTree(body.array(), body.offset(), body.length());
    } catch (JacksonException e) {
      throw new RegistryException(
          "The registry at " + asked.getAuthority() + " did not answer with JSON", e);
    }
  }

  /** The registry's own words for what went wrong (distribution spec, "Error Codes"). */
  String complaint() {
    String said = "";
    try {
      JsonNode error =
          Json.MAPPER.readTree(body.array(), body.offset(), body.length()).path("errors").path(0);
      said = error.path("code").asString("") + " " + error.path("message").asString("");
    } catch (JacksonException notJson) {
      // The status alone has to do.
    }
    String text = said.isBlank() ? "" : " (" + said.strip() + ")";
    return "HTTP " + status + text.substring(0, Math.min(text.length(), SHOWN));
  }
}
