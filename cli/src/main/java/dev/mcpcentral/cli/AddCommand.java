package dev.mcpcentral.cli;

import dev.mcpcentral.hub.spec.SecretGuess;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {
      "Add a server: resolve and pin its newest version, build its image, start it once to see its tools, and write it into the configuration file.",
      "Adding approves the tool definitions that are seen. Nothing is kept when any step fails. Interrupting this command does not stop the hub's work."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central add time pypi:mcp-server-time --risk low",
      "  mcp-central add files npm:@modelcontextprotocol/server-filesystem \\",
      "      --mount ./docs:/docs:ro -- /docs",
      "  mcp-central add memory npm:@modelcontextprotocol/server-memory \\",
      "      --volume memory:/data --env MEMORY_FILE_PATH=/data/memory.jsonl",
      "  mcp-central add github go:github.com/github/github-mcp-server/cmd/github-mcp-server \\",
      "      --secret GITHUB_PERSONAL_ACCESS_TOKEN=env:GITHUB_TOKEN -- stdio",
      "  mcp-central add mine dir:./my-server --port 8080 --network open"
    })
final class AddCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "1 to 32 characters of a-z, 0-9 and '-'; its tools are exposed as NAME__tool.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "SOURCE",
      description =
          "npm:@scope/package[@version], pypi:package[@version], go:module[@version], image:reference, dir:path, container:name or url:https://…")
  private String source = "";

  @Option(
      names = "--risk",
      paramLabel = "LEVEL",
      description = "low, medium or high; medium when not given.")
  private @Nullable String risk;

  @Option(
      names = "--env",
      paramLabel = "KEY=VALUE",
      description = "A plain environment value; it is written into the configuration file.")
  private List<String> env = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "KEY=REFERENCE",
      description =
          "A secret by where the hub finds it, env:VARIABLE or file:/path; only that is written into the configuration file.")
  private List<String> secrets = new ArrayList<>();

  @Option(
      names = "--mount",
      paramLabel = "HOST:CONTAINER[:ro|:rw]",
      description =
          "Show a folder or file of this machine to the server; read-only unless :rw is added.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--volume",
      paramLabel = "NAME:CONTAINER",
      description = "Durable storage of the server's own.")
  private List<String> volumes = new ArrayList<>();

  @Option(
      names = "--network",
      paramLabel = "none|open",
      description = "What it may reach; none when not given.")
  private @Nullable String network;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "For a server that speaks HTTP in its container; stdio when not given.")
  private @Nullable Integer port;

  @Option(
      names = "--disabled",
      description =
          "Only try it, without network and secrets, and refuse calls until mcp-central enable NAME.")
  private boolean disabled;

  @Parameters(
      index = "2..*",
      paramLabel = "ARGS",
      description = "After --: arguments of the server's own command.")
  private List<String> arguments = new ArrayList<>();

  AddCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, String> values = Declared.environment(env);
    Output output = session.output();
    values.forEach((key, value) -> warn(output, key, value));
    StepLines lines = new StepLines(output, "'" + name + "' was added");
    session.hub().lines("POST", "/servers", body(values), lines::line);
    return lines.end("server", server -> output.line(added(server)));
  }

  private String added(Fields server) {
    return "%s is added: %s, risk %s, %s tools (mcp-central tools %s)"
        .formatted(name, server.text("source"), server.text("risk"), server.shown("tools"), name);
  }

  private static void warn(Output output, String key, String value) {
    SecretGuess.reason(key, value)
        .ifPresent(reason ->
            output.warning(
                "the value of %s looks like a secret (%s): it is kept in clear text in the configuration file; --secret %s=env:VARIABLE keeps it out"
                    .formatted(key, reason, key)));
  }

  private Slice body(Map<String, String> values) {
    Surroundings here = session.surroundings();
    JsonObject body =
        new JsonObject().put("name", name).put("source", Declared.source(source, here));
    optional(body);
    if (!values.isEmpty()) {
      body.texts("env", new LinkedHashMap<>(values));
    }
    if (!secrets.isEmpty()) {
      body.texts("secrets", Declared.secrets(secrets));
    }
    if (!mounts.isEmpty()) {
      body.put("mounts", mounts.stream().map(mount -> Declared.mount(mount, here)).toList());
    }
    if (!volumes.isEmpty()) {
      body.put("volumes", volumes.stream().map(Declared::volume).toList());
    }
    if (!arguments.isEmpty()) {
      body.texts("args", arguments);
    }
    return body.slice();
  }

  private void optional(JsonObject body) {
    if (risk != null) {
      body.put("risk", risk);
    }
    if (network != null) {
      body.put("network", network);
    }
    if (disabled) {
      body.put("enabled", false);
    }
    if (port != null) {
      body.put("port", port);
    }
  }
}
