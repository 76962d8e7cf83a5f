package dev.mcpcentral.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files as the operating systems read them. */
class UnitTest {
  @TempDir Path folder;

  private Installation installation(String launcher) {
    return new Installation(
        Path.of(launcher),
        Path.of("/srv/with blank/50% $off/mcp-central.yaml"),
        folder.resolve("home"),
        true);
  }

  /** systemd's own check, where systemd is installed; it need not run. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void systemdAcceptsTheUnit(boolean system) throws IOException {
    Systemd systemd = new Systemd(system, folder);
    String text = systemd.text(installation("/bin/true"));
    assertThat(text)
        .contains(
            "ExecStart=\"/bin/true\" \"up\" \"--config\" \"/srv/with blank/50%% $$off/mcp-central.yaml\" \"--await-engine\"\n",
            "Restart=on-failure\n",
            "NoNewPrivileges=yes\n",
            system
                ? "After=network-online.target docker.service\n"
                : "After=network-online.target\n",
            system ? "WantedBy=multi-user.target\n" : "WantedBy=default.target\n");
    Path unit = Files.writeString(folder.resolve("mcp-central.service"), text);
    new Programs(System.getenv())
        .run(List.of("systemd-analyze", "verify", "--man=no", unit.toString()))
        .ifPresent(ended ->
            assertThat(ended.printed().lines().filter(line -> line.contains("mcp-central.service")))
                .as("%s", ended)
                .isEmpty());
  }

  @Test
  void aUnitWithAMistakeIsFound() throws IOException {
    Path unit =
        Files.writeString(
            folder.resolve("mcp-central.service"),
            new Systemd(true, folder)
                .text(installation("/bin/true"))
                .replace("Restart=on-failure", "Restart=sometimes"));
    new Programs(System.getenv())
        .run(List.of("systemd-analyze", "verify", "--man=no", unit.toString()))
        .ifPresent(ended -> assertThat(ended.printed()).contains("sometimes"));
  }

  @Test
  void theListOfPropertiesIsXml() throws Exception {
    Launchd launchd = new Launchd(folder, 501);
    String text = launchd.text(installation("/opt/a&b/<mcp-central>"));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var words =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("array")
            .item(0)
            .getTextContent();
    assertThat(words.strip().split("\\s*\n\\s*", -1))
        .containsExactly(
            "/opt/a&b/<mcp-central>",
            "up",
            "--config",
            "/srv/with blank/50% $off/mcp-central.yaml",
            "--await-engine");
    assertThat(launchd.file())
        .hasToString(folder + "/Library/LaunchAgents/dev.mcpcentral.hub.plist");
  }
}
