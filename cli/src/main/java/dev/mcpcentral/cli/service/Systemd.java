package dev.mcpcentral.cli.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * systemd, of the whole machine or of one user.
 *
 * @param system whether it is the machine's
 * @param userHome where a user's units are
 */
public record Systemd(boolean system, Path userHome) implements Keeper {
  private static final String UNIT = "mcp-central.service";

  /** What a user's systemd can do without rights of its own. */
  private static final List<String> ALWAYS =
      List.of(
          "NoNewPrivileges=yes",
          "LockPersonality=yes",
          "RestrictRealtime=yes",
          "RestrictSUIDSGID=yes",
          "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
          "SystemCallArchitectures=native",
          "UMask=0077");

  /**
   * Nothing that hides parts of {@code /proc}: sandboxed servers could not have one of their own
   * then. Nor {@code strict}: what servers may write to is in the configuration, and changes.
   */
  private static final List<String> SYSTEM =
      List.of(
          "ProtectSystem=full",
          "ProtectControlGroups=yes",
          "ProtectKernelModules=yes",
          "ProtectClock=yes",
          "ProtectHostname=yes",
          "PrivateDevices=yes");

  @Override
  public String name() {
    return system ? "systemd (for the whole machine)" : "systemd (for this user)";
  }

  @Override
  public Path file() {
    return system
        ? Path.of("/etc/systemd/system", UNIT)
        : userHome.resolve(".config/systemd/user").resolve(UNIT);
  }

  @Override
  public String text(Installation installation) {
    List<String> hardening = new ArrayList<>(ALWAYS);
    if (system) {
      hardening.addAll(SYSTEM);
    }
    return """
    # Written by mcp-central service install; it writes it again when it is asked to.
    [Unit]
    Description=MCP Central, one hub in front of all MCP servers
    Wants=network-online.target%s
    After=network-online.target%s
    StartLimitIntervalSec=300
    StartLimitBurst=10

    [Service]
    Type=exec
    ExecStart=%s
    Environment=%s
    Restart=on-failure
    RestartSec=2
    # The hub asks its servers to end, and gives them time.
    KillMode=mixed
    TimeoutStopSec=45
    LimitNOFILE=65536
    %s

    [Install]
    WantedBy=%s
    """
        .formatted(
            docker(installation),
            docker(installation),
            installation.command().stream().map(Systemd::quoted).collect(Collectors.joining(" ")),
            quoted("MCP_CENTRAL_HOME=" + installation.home()),
            String.join("\n", hardening),
            system ? "multi-user.target" : "default.target");
  }

  /** A user's unit cannot wait for the machine's: the hub itself does. */
  private String docker(Installation installation) {
    return system && installation.engine() ? " docker.service" : "";
  }

  /** systemd.syntax(7) and systemd.service(5): quotes, and signs that stand for something else. */
  private static String quoted(String word) {
    String plain = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    return "\"" + plain.replace("$", "$$") + "\"";
  }

  @Override
  public List<Step> toStart() {
    List<Step> steps = new ArrayList<>();
    steps.add(systemctl("daemon-reload"));
    steps.add(systemctl("enable", UNIT));
    steps.add(systemctl("restart", UNIT));
    if (!system) {
      steps.add(
          new Step(
              List.of("loginctl", "enable-linger"),
              "it starts when you log in, and ends when you log out; to have it from boot on: sudo loginctl enable-linger "
                  + userHome.getFileName()));
    }
    return steps;
  }

  @Override
  public List<Step> toStop() {
    return List.of(systemctl("disable", "--now", UNIT));
  }

  @Override
  public List<Step> afterRemoval() {
    return List.of(systemctl("daemon-reload"));
  }

  @Override
  public List<String> toAsk() {
    return systemctl("is-active", UNIT).command();
  }

  private Step systemctl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("systemctl"));
    if (!system) {
      command.add("--user");
    }
    command.addAll(List.of(arguments));
    return new Step(command, "");
  }
}
