package dev.mcpcentral.cli;

import dev.mcpcentral.hub.identity.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "token",
    synopsisSubcommandLabel = "(create | list | revoke)",
    description =
        "Make, list and revoke the bearer tokens of clients; needs no running hub, and counts in one within a second.",
    footer = {"", "Examples:", "  mcp-central token create laptop", "  mcp-central token list"})
final class TokenCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  TokenCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create, list or revoke");
  }

  private Tokens tokens() {
    return new Tokens(session.home(), InstantSource.system());
  }

  @Command(
      name = "create",
      description =
          "Make a token and print it, this once: only its hash is kept. Clients send it as 'Authorization: Bearer …'.",
      footer = {"", "Examples:", "  mcp-central token create laptop"})
  int create(
      @Parameters(
              paramLabel = "NAME",
              description =
                  "Who will use it: 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'. Audit records carry it.")
          String name) {
    Output output = session.output();
    String token = tokens().create(name);
    if (session.json) {
      output.document(new JsonObject().put("name", name).put("token", token).slice());
    } else {
      output.line(token);
      output.progress("Keep it now: it is not shown again.");
    }
    return ExitCode.OK;
  }

  @Command(
      name = "list",
      description = "List the tokens' names, when they were made, and the hour of their last use.",
      footer = {"", "Examples:", "  mcp-central token list --json"})
  int list() {
    List<Tokens.Listed> tokens = tokens().list();
    Output output = session.output();
    if (session.json) {
      output.document(
          new JsonObject().put("tokens", tokens.stream().map(TokenCommand::json).toList()).slice());
    } else if (tokens.isEmpty()) {
      output.line("No tokens yet: mcp-central token create NAME");
    } else {
      Table table = new Table(-1, "NAME", "CREATED", "LAST USED");
      tokens.forEach(token -> table.row(token.name(), token.created().toString(), lastUsed(token)));
      table.print(output);
    }
    return ExitCode.OK;
  }

  private static String lastUsed(Tokens.Listed token) {
    return token.lastUsed().map(Instant::toString).orElse("never");
  }

  private static JsonObject json(Tokens.Listed token) {
    JsonObject json =
        new JsonObject().put("name", token.name()).put("created", token.created().toString());
    token.lastUsed().ifPresent(used -> json.put("lastUsed", used.toString()));
    return json;
  }

  @Command(
      name = "revoke",
      description = "End a token.",
      footer = {"", "Examples:", "  mcp-central token revoke laptop"})
  int revoke(@Parameters(paramLabel = "NAME", description = "The token's name.") String name) {
    if (!tokens().revoke(name)) {
      throw CommandFailure.failed(
          "unknown-token", "there is no token '" + name + "': see mcp-central token list");
    }
    if (session.json) {
      session.output().document(new JsonObject().put("revoked", name).slice());
    } else {
      session.output().line(name + " is revoked");
    }
    return ExitCode.OK;
  }
}
