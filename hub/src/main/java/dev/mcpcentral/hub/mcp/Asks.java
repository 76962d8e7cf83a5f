package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests ask for that mean the same in both eras. */
final class Asks {
  private Asks() {}

  /** Empty when the method is none that is passed on to servers. */
  static Optional<Ask> of(Origin origin, Envelope.Request request, Era era) {
    Optional<Listing> listing = Listing.ofMethod(request.method());
    if (listing.isPresent()) {
      String cursor = request.body().string("cursor");
      return Optional.of(new Ask.ListOf(listing.get(), origin.scope(), cursor));
    }
    return ServerMethod.of(request.method(), era).map(verb -> ofServer(origin, request, verb));
  }

  private static Ask ofServer(Origin origin, Envelope.Request request, ServerMethod verb) {
    String name = named(verb, request.body());
    if (name == null) {
      String message = verb.method() + " needs \"" + verb.key() + "\"";
      return new Ask.Own(verb.method(), new Failure.InvalidArguments(message));
    }
    return new Ask.OfServer(verb, origin.scope(), name, request.body(), request.meta());
  }

  /** What the request names; for a completion, the prompt or resource in its {@code ref}. */
  static @Nullable String named(ServerMethod verb, Members params) {
    if (verb != ServerMethod.COMPLETE) {
      return params.string(verb.key());
    }
    try {
      Slice ref = params.find("ref");
      Members members = ref == null ? Members.NONE : Members.ofObject(ref);
      String name = members.string("name");
      return name == null ? members.string("uri") : name;
    } catch (MalformedJsonException notAnObject) {
      return null;
    }
  }
}
