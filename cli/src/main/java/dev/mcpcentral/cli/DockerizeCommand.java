package dev.mcpcentral.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dockerize",
    description = {
      "Make an image of a server, push it to the local registry as idp/NAME:VERSION, and pin it by digest.",
      "What its dependencies were resolved to is written to locks/NAME beside the configuration file: commit it, and the same layers come out again on another machine. Nothing is declared or changed when any step fails."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central registry up",
      "  mcp-central dockerize github",
      "  mcp-central dockerize clock pypi:mcp-server-time        of a server that is not declared",
      "  mcp-central dockerize github --output build/github      also as a folder for docker build"
    })
final class DockerizeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description =
          "A declared server, with or without -mcp at its end; the image is called as it is written here.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "For a server that is not declared; the forms are those of add.")
  private @Nullable String source;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Also write a build context: Dockerfile, lock and program, of which docker build makes an equal image. The folder must be empty or hold an earlier one.")
  private @Nullable String output;

  DockerizeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Surroundings here = session.surroundings();
    JsonObject body = new JsonObject().put("name", name);
    if (source != null) {
      body.put("source", Declared.source(source, here));
    }
    if (output != null) {
      body.put("output", here.resolve(output).toString());
    }
    StepLines lines = new StepLines(session.output(), "the image of '" + name + "' was made");
    session.hub().lines("POST", "/images", body.slice(), lines::line);
    return lines.end("image", this::show);
  }

  private void show(Fields image) {
    Output to = session.output();
    to.line(image.text("pinned"));
    to.line("  image    " + image.text("image"));
    to.line("  source   " + image.text("source"));
    image.texts("layers").forEach(layer -> to.line("  layer    " + layer));
    to.line("  lock     " + image.text("lock") + " (commit it)");
    if (image.has("context")) {
      to.line("  context  " + image.text("context") + " (docker build makes an equal image of it)");
    }
  }
}
