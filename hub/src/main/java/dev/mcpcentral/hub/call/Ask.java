package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/** What a request asks for. */
public sealed interface Ask {
  /** The protocol's method, for example {@code tools/call}. */
  String method();

  /** What the request names, as the client wrote it; null when the method names nothing. */
  @Nullable String target();

  /**
   * {@code tools/call}.
   *
   * @param scope the one server addressed by {@code /servers/{name}/mcp}, whose names are not
   *     prefixed; null means all servers
   * @param params every member of the request's params, as received
   * @param meta the members of its {@code _meta}
   */
  record CallTool(@Nullable ServerName scope, String name, Members params, Members meta)
      implements Ask {
    private static final Slice NO_ARGUMENTS = Slice.of("{}");

    @Override
    public String method() {
      return "tools/call";
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

  /** {@code tools/list}; {@code cursor} is null for the first page. */
  record ListTools(@Nullable ServerName scope, @Nullable String cursor) implements Ask {
    @Override
    public String method() {
      return "tools/list";
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
  record Own(String method, Outcome answer) implements Ask {
    @Override
    public @Nullable String target() {
      return null;
    }
  }
}
