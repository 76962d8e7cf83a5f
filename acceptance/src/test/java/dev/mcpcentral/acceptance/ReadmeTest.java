package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell blocks of the README that follow a line {@code <!-- tested -->} run as they are
 * printed, one after the other in one folder; only {@code up} is made to return ({@code --detach}).
 */
@NeedsEngine
@Timeout(420)
class ReadmeTest {
  private static final Pattern TESTED =
      Pattern.compile("<!-- tested -->\\s*\\R```(?:sh|bash|shell)\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern FOREGROUND_UP =
      Pattern.compile("(?m)^(\\./mcp-central up)\\b(?! --detach)");

  @Test
  void testedBlocksRun(@TempDir Path directory) throws IOException {
    String readme = Files.readString(Product.ROOT.resolve("README.md"));
    List<String> blocks = TESTED.matcher(readme).results().map(this::block).toList();
    assertThat(blocks).as("blocks marked <!-- tested --> in README.md").isNotEmpty();
    assertThat(String.join("\n", blocks)).contains("./mcp-central up");
    var wrapper = directory.resolve("mcp-central");
    String launcher = Product.command(List.of()).getFirst();
    Files.writeString(wrapper, "#!/bin/sh\nexec '" + launcher + "' \"$@\"\n");
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      for (String block : blocks) {
        var finished = shell(directory, block);
        assertThat(finished.exitCode()).as("%s\n%s", block, finished).isZero();
      }
    } finally {
      shell(directory, "./mcp-central down");
    }
  }

  private String block(MatchResult match) {
    return FOREGROUND_UP.matcher(match.group(1)).replaceAll("$1 --detach");
  }

  private static Product.Finished shell(Path directory, String script) {
    return Product.run(
        List.of("sh", "-eu", "-c", script),
        directory,
        Map.of("MCP_CENTRAL_HOME", directory.resolve("home").toString()),
        "",
        Duration.ofMinutes(6));
  }
}
