package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "call",
    description = "Call one tool and print its result; exit code 1 when the tool reports an error.",
    footer = {
      "",
      "Examples:",
      "  mcp-central call time__get_current_time '{\"timezone\":\"UTC\"}'",
      "  mcp-central call memory__create_entities @entities.json",
      "  echo '{}' | mcp-central call memory__read_graph -"
    })
final class CallCommand implements Callable<Integer> {
  /** The admin API takes 1 MiB with the envelope. */
  private static final int LIMIT_BYTES = 1 << 20;

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "TOOL",
      description = "The exposed name, server__tool; see mcp-central tools.")
  private String tool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "{}",
      paramLabel = "JSON",
      description =
          "The arguments, one JSON object; @FILE reads a file, - reads standard input; {} when not given.")
  private String json = "{}";

  CallCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Slice body = new JsonObject().put("tool", tool).put("arguments", arguments()).slice();
    try (var _ = new Waiting(session.output(), "calling " + tool)) {
      Slice result = session.hub().call(body);
      return print(result);
    }
  }

  private Slice arguments() throws IOException {
    Slice arguments = Slice.of(read());
    try {
      if (Members.ofObject(arguments).list().isEmpty()) {
        return Slice.of("{}");
      }
      return arguments;
    } catch (MalformedJsonException e) {
      throw CommandFailure.usage("the arguments: " + e.getMessage());
    }
  }

  private byte[] read() throws IOException {
    if (json.equals("-")) {
      return session.surroundings().in().readNBytes(LIMIT_BYTES + 1);
    }
    if (json.startsWith("@")) {
      Path file = session.surroundings().resolve(json.substring(1));
      if (!Files.isReadable(file)) {
        throw CommandFailure.usage("cannot read " + file);
      }
      return Files.readAllBytes(file);
    }
    return Slice.of(json).copy();
  }

  private int print(Slice result) {
    Fields fields = Fields.of(result);
    if (session.json) {
      session.output().document(result);
    } else {
      human(fields, result);
    }
    return fields.isTrue("isError") ? ExitCode.FAILED : ExitCode.OK;
  }

  private void human(Fields fields, Slice result) {
    Output output = session.output();
    List<Fields> content = fields.objects("content");
    content.forEach(block -> output.line(shown(block)));
    if (content.isEmpty()) {
      output.line(
          fields.has("structuredContent") ? fields.shown("structuredContent") : result.text());
    }
    if (fields.isTrue("isError")) {
      output.progress("the tool reports an error");
    }
  }

  private static String shown(Fields block) {
    return switch (block.text("type")) {
      case "text" -> block.text("text");
      case "image", "audio" ->
          "[%s, %s, %d characters of base64; --json shows it]"
              .formatted(block.text("type"), block.text("mimeType"), block.text("data").length());
      case "resource_link" -> "[" + block.text("uri") + "]";
      case "resource" -> resource(block.object("resource"));
      default -> "[" + block.text("type") + "; --json shows it]";
    };
  }

  private static String resource(Fields resource) {
    String text = resource.text("text");
    return text.isEmpty() ? "[" + resource.text("uri") + "]" : text;
  }
}
