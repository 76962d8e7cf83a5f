package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.SearchTools;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests ask for that mean the same in both eras. */
final class Asks {
  private static final Slice EMPTY = Slice.of("{}");

  private Asks() {}

  /** Empty when the method is none that is passed on to servers. */
  static Optional<Ask> of(Origin origin, Catalog catalog, Envelope.Request request, Era era) {
    Optional<Listing> listing = Listing.ofMethod(request.method());
    if (listing.isPresent()) {
      String cursor = request.body().string("cursor");
      return Optional.of(new Ask.ListOf(listing.get(), origin.scope(), cursor));
    }
    return ServerMethod.of(request.method(), era)
        .map(verb -> ofServer(origin, request, verb))
        .map(ask -> catalog.isSearched() ? unwrapped(ask) : ask);
  }

  /**
   * {@code call_tool} becomes the call that it stands for, with the very bytes of the arguments, so
   * that it is decided and recorded as such.
   */
  private static Ask unwrapped(Ask ask) {
    if (!(ask instanceof Ask.OfServer call)
        || call.verb() != ServerMethod.CALL_TOOL
        || !call.name().equals(SearchTools.CALL)) {
      return ask;
    }
    try {
      Members wrapped = Members.ofObject(call.arguments());
      String name = wrapped.string("name");
      if (name == null || name.equals(SearchTools.CALL)) {
        String message = SearchTools.CALL + " needs the \"name\" of a tool that was found";
        return new Ask.Own(call.method(), new Failure.InvalidArguments(message));
      }
      List<Members.Member> params = new ArrayList<>();
      call.params().list().stream()
          .filter(member -> !member.name().equals("arguments"))
          .forEach(params::add);
      Slice arguments = wrapped.find("arguments");
      params.add(new Members.Member("arguments", arguments == null ? EMPTY : arguments));
      return new Ask.OfServer(call.verb(), call.scope(), name, Members.of(params), call.meta());
    } catch (MalformedJsonException notAnObject) {
      return new Ask.Own(
          call.method(), new Failure.InvalidArguments("the arguments must be an object"));
    }
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
    Members ref = Members.inside(params.find("ref"));
    String name = ref.string("name");
    return name == null ? ref.string("uri") : name;
  }
}
