package dev.mcpcentral.cli;

import dev.mcpcentral.cli.bridge.Bridge;
import dev.mcpcentral.cli.bridge.HubAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bridge",
    description =
        "Be an MCP server on standard input and output that is the hub: for clients that start their servers as commands. "
            + "Reads MCP_HUB_URL and MCP_HUB_TOKEN; needs no home of its own.",
    footer = {
      "",
      "Examples:",
      "  mcp-central bridge",
      "  mcp-central bridge --server memory",
      "  mcp-central bridge --url https://hub.example.com --profile coding --token-file ~/.hub-token"
    })
final class BridgeCommand implements Callable<Integer> {
  private static final String DEFAULT_URL = "http://localhost:3012";

  private final Session session;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The hub; MCP_HUB_URL when not given, and without it " + DEFAULT_URL + ".")
  private @Nullable String url;

  @ArgGroup(exclusive = true)
  private @Nullable View view;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that holds the bearer token; MCP_HUB_TOKEN when not given.")
  private @Nullable String tokenFile;

  /** What of the hub the client sees, when it is not everything. */
  static final class View {
    @Option(
        names = "--server",
        required = true,
        paramLabel = "NAME",
        description = "One server alone, its tools under their own names.")
    private @Nullable String server;

    @Option(
        names = "--profile",
        required = true,
        paramLabel = "NAME",
        description = "A profile of the hub.")
    private @Nullable String profile;

    private String path() {
      return server == null
          ? "/mcp/" + Paths.encode(String.valueOf(profile))
          : Paths.server(server) + "/mcp";
    }
  }

  BridgeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Surroundings here = session.surroundings();
    Bridge bridge =
        new Bridge(
            address(),
            here.out(),
            text -> here.err().println(Printable.text("mcp-central bridge: " + text)));
    Thread farewell = new Thread(bridge::close, "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    try (bridge) {
      bridge.run(here.in());
    }
    Runtime.getRuntime().removeShutdownHook(farewell);
    return ExitCode.OK;
  }

  private HubAddress address() {
    String hub =
        url == null ? session.surroundings().variable("MCP_HUB_URL").orElse(DEFAULT_URL) : url;
    try {
      return HubAddress.of(hub, view == null ? "/mcp" : view.path(), token());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String token() {
    if (tokenFile == null) {
      return session.surroundings().variable("MCP_HUB_TOKEN").orElse(null);
    }
    Path file = session.surroundings().resolve(tokenFile);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandFailure.usage("cannot read the token file " + file);
    }
  }
}
