package dev.mcpcentral.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * launchd of macOS, for one user.
 *
 * @param uid of the user
 */
public record Launchd(Path userHome, int uid) implements Keeper {
  private static final String LABEL = "dev.mcpcentral.hub";

  @Override
  public String name() {
    return "launchd (for this user)";
  }

  @Override
  public Path file() {
    return userHome.resolve("Library/LaunchAgents").resolve(LABEL + ".plist");
  }

  @Override
  public String text(Installation installation) {
    String words =
        installation.command().stream()
            .map(word -> "    <string>" + escaped(word) + "</string>\n")
            .collect(Collectors.joining());
    String log = escaped(installation.home().resolve("hub.log").toString());
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <!-- Written by mcp-central service install; it writes it again when it is asked to. -->
    <plist version="1.0">
    <dict>
      <key>Label</key>
      <string>%s</string>
      <key>ProgramArguments</key>
      <array>
    %s  </array>
      <key>EnvironmentVariables</key>
      <dict>
        <key>MCP_CENTRAL_HOME</key>
        <string>%s</string>
        <key>PATH</key>
        <string>/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin:/usr/sbin:/sbin</string>
      </dict>
      <key>RunAtLoad</key>
      <true/>
      <key>KeepAlive</key>
      <dict>
        <key>SuccessfulExit</key>
        <false/>
      </dict>
      <key>ThrottleInterval</key>
      <integer>5</integer>
      <key>ExitTimeOut</key>
      <integer>45</integer>
      <key>Umask</key>
      <integer>63</integer>
      <key>StandardOutPath</key>
      <string>%s</string>
      <key>StandardErrorPath</key>
      <string>%s</string>
    </dict>
    </plist>
    """
        .formatted(LABEL, words, escaped(installation.home().toString()), log, log);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public List<Step> toStart() {
    return List.of(
        // Whatever was loaded before; it fails when nothing was.
        new Step(List.of("launchctl", "bootout", target()), "it was not loaded before"),
        Step.of("launchctl", "bootstrap", "gui/" + uid, file().toString()));
  }

  @Override
  public List<Step> toStop() {
    return List.of(new Step(List.of("launchctl", "bootout", target()), "it was not running"));
  }

  @Override
  public List<Step> afterRemoval() {
    return List.of();
  }

  @Override
  public List<String> toAsk() {
    return List.of("launchctl", "print", target());
  }

  private String target() {
    return "gui/" + uid + "/" + LABEL;
  }
}
