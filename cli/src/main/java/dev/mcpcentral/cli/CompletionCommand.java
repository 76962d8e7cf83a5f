package dev.mcpcentral.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print a script that completes commands and options in a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(mcp-central completion bash)",
      "  source <(mcp-central completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private String shell = "";

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script =
        switch (shell) {
          case "bash" -> script();
          case "zsh" ->
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                  + script();
          default ->
              throw CommandFailure.usage("completion is for bash or zsh, not '" + shell + "'");
        };
    if (session.json) {
      session.output().document(new JsonObject().put("script", script).slice());
    } else {
      session.output().painted(script);
    }
    return ExitCode.OK;
  }

  private String script() {
    return AutoComplete.bash("mcp-central", CommandLineTool.complete(session.surroundings()));
  }
}
