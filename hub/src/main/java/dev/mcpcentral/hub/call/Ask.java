package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import org.jspecify.annotations.Nullable;

/** What a request asks for. */
public sealed interface Ask {
  /** The protocol's method, for example {@code tools/call}. */
  String method();

  /** What the request names, as the client wrote it; null when the method names nothing. */
  @Nullable String target();

  /**
   * A request that one server carries out.
   *
   * @param scope the one server addressed by {@code /servers/{name}/mcp}, whose names and URIs are
   *     its own; null means all servers
   * @param name the tool, prompt, resource or task that it names; for a completion, the prompt or
   *     resource template
   * @param params every member of the request's params, as received
   * @param meta the members of its {@code _meta}
   */
  record OfServer(
      ServerMethod verb, @Nullable ServerName scope, String name, Members params, Members meta)
      implements Ask {
    private static final Slice NO_ARGUMENTS = Slice.of("{}");

    @Override
    public String method() {
      return verb.method();
    }

    @Override
    public String target() {
      return name;
    }

    /** The argument bytes exactly as received; {@code {}} when the client sent none. */
    public Slice arguments() {
      Slice arguments = params.find("arguments");
      return arguments == null ? NO_ARGUMENTS : arguments;
    }
  }

  /** A page of what the servers list; {@code cursor} is null for the first. */
  record ListOf(Listing listing, @Nullable ServerName scope, @Nullable String cursor)
      implements Ask {
    @Override
    public String method() {
      return listing.method();
    }

    @Override
    public @Nullable String target() {
      return null;
    }
  }

  /**
   * A request that the endpoint answers by itself, with {@code answer}: handshake, discovery, ping,
   * or an unknown method.
   */
  record Own(String method, @Nullable String target, Outcome answer) implements Ask {
    public Own(String method, Outcome answer) {
      this(method, null, answer);
    }
  }
}
