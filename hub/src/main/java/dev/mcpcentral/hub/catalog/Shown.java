package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.translate.ExposedUri;
import dev.mcpcentral.hub.translate.LegacyForm;
import dev.mcpcentral.hub.translate.ModernForm;
import dev.mcpcentral.hub.translate.ToolHeaders;
import dev.mcpcentral.hub.translate.UriPlaces;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import org.jspecify.annotations.Nullable;

/** A definition in the forms that the different clients understand; made once per change. */
final class Shown {
  private static final LegacyForm NEWEST = new LegacyForm(Revision.NEWEST_LEGACY);

  private interface Form {
    Slice of(Slice definition) throws MalformedJsonException;
  }

  private Shown() {}

  /** With the URIs in it that clients of all servers use. */
  static Slice among(ServerName server, Listing listing, Slice definition) {
    return listing == Listing.TOOLS ? in(UriPlaces.TOOL::rewrite, definition, server) : definition;
  }

  private static Slice in(UriForm form, Slice definition, ServerName server) {
    return in(one -> form.of(one, ExposedUri.exposing(server)), definition);
  }

  private interface UriForm {
    Slice of(Slice definition, java.util.function.UnaryOperator<String> map)
        throws MalformedJsonException;
  }

  static Slice modern(Slice tool) {
    return in(one -> ToolHeaders.without(ModernForm.tool(one)), tool);
  }

  static Slice legacy(Slice tool) {
    return in(NEWEST::tool, tool);
  }

  static Slice older(Slice legacy, Revision revision) {
    return in(new LegacyForm(revision)::tool, legacy);
  }

  static ToolHeaders headers(Slice tool) {
    try {
      return ToolHeaders.of(tool);
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(impossible); // it was checked when it came
    }
  }

  /** Why a tool's annotations make it uncallable over HTTP, or null. */
  static @Nullable String headerFault(Slice tool) {
    return headers(tool).fault();
  }

  private static Slice in(Form form, Slice definition) {
    try {
      return form.of(definition);
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(impossible); // it was checked when it came
    }
  }
}
