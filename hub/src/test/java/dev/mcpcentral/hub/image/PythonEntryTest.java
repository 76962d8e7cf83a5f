package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonEntryTest {
  @TempDir Path app;

  @Test
  void consoleScriptNamedLikeThePackageIsStarted() throws IOException {
    distribution(
        """
        [console_scripts]
        # a comment
        mcp-server-x = mcp_server_x.cli:main
        helper = mcp_server_x.helper:run

        [gui_scripts]
        window = x:y
        """);
    assertThat(PythonEntry.ofPackage("MCP_Server.X", app))
        .isEqualTo(new PythonEntry("MCP_Server.X", "mcp_server_x.cli", "main"));
  }

  @Test
  void packageWithoutScriptsStartsAsModule() throws IOException {
    distribution("");
    Files.createDirectories(app.resolve("mcp_server_x"));
    Files.writeString(app.resolve("mcp_server_x/__main__.py"), "");
    assertThat(PythonEntry.ofPackage("mcp-server-x", app).module()).isEqualTo("mcp_server_x");
  }

  @Test
  void libraryIsRefused() throws IOException {
    distribution("");
    assertThatThrownBy(() -> PythonEntry.ofPackage("mcp-server-x", app))
        .hasMessageContaining("a library, not a server");
  }

  @Test
  void startFileRunsTheFunctionFromWhereverTheFolderIs() throws IOException {
    Files.writeString(
        app.resolve("hello.py"),
        "import sys\nclass Cli:\n    @staticmethod\n    def run():\n        print(sys.argv)\n");
    Program program = PythonEntry.parse("hi", "hello:Cli.run").program("1", app);
    String python = HostPython.forServers().executable().toString();
    List<String> command = program.command(python, app.toString());
    String printed =
        new Subprocess(Path.of(python), Path.of("/"))
            .run("starting", List.of(command.get(1), "--flag"));
    assertThat(printed.strip()).isEqualTo("['hi', '--flag']");
  }

  @ParameterizedTest
  @ValueSource(strings = {"os;evil:main", "a:b\nimport os", "", "a b:c", "a:b()"})
  void anythingButModuleAndFunctionIsRefused(String reference) {
    assertThatThrownBy(() -> PythonEntry.parse("x", reference)).isInstanceOf(ImageException.class);
  }

  private void distribution(String entryPoints) throws IOException {
    Path info = Files.createDirectories(app.resolve("mcp_server_x-1.0.dist-info"));
    Files.writeString(info.resolve("entry_points.txt"), entryPoints);
  }
}
