package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels with which somebody describes a container's server. They are untrusted: a
 * complaint about one names the label and what it may say, never what it says.
 */
final class LabelledServer {
  static final String PORT = "mcp.port";
  static final String PATH = "mcp.path";
  static final String HUB = "mcp.hub";
  static final String AUDIT = "mcp.governance.audit";

  private static final Pattern PORT_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

  private LabelledServer() {}

  /**
   * The server as described, for nobody's use before a review.
   *
   * @throws UnfitContainerException when a label cannot be right
   */
  static ServerSpec read(ContainerFacts container) throws UnfitContainerException {
    Map<String, String> labels = container.labels();
    ServerName name = name(labels);
    OptionalInt port = port(labels);
    checkTransport(labels.get(Labels.TRANSPORT), port, container);
    checkAudit(labels.get(AUDIT));
    Oversight oversight = new Oversight(level(labels.get(Labels.GOVERNANCE_LEVEL)), false, true);
    ServerSpec plain = ServerSpec.of(name, new Source.Container(container.name()));
    String path = Optional.ofNullable(labels.get(PATH)).orElse(ServerSpec.DEFAULT_PATH);
    try {
      return plain.withOversight(oversight).withHttp(port, path);
    } catch (IllegalArgumentException _) {
      throw new UnfitContainerException(
          port.isPresent()
              ? "its label mcp.path is not an HTTP path such as /mcp"
              : "its label mcp.path belongs to a server over HTTP: give mcp.port, too");
    }
  }

  private static ServerName name(Map<String, String> labels) throws UnfitContainerException {
    try {
      return new ServerName(labels.getOrDefault(Labels.SERVER, ""));
    } catch (IllegalArgumentException _) {
      throw new UnfitContainerException(
          "its label mcp.server is not a server name: 1 to 32 characters of a-z, 0-9 and '-'");
    }
  }

  private static OptionalInt port(Map<String, String> labels) throws UnfitContainerException {
    String written = labels.get(PORT);
    if (written == null) {
      return OptionalInt.empty();
    }
    if (!PORT_NUMBER.matcher(written).matches() || Integer.parseInt(written) > MAX_PORT) {
      throw new UnfitContainerException("its label mcp.port is not a port from 1 to 65535");
    }
    return OptionalInt.of(Integer.parseInt(written));
  }

  private static void checkTransport(
      @Nullable String written, OptionalInt port, ContainerFacts container)
      throws UnfitContainerException {
    String transport = written != null ? written : port.isPresent() ? "http" : "stdio";
    switch (transport) {
      case "http" -> {
        if (port.isEmpty()) {
          throw new UnfitContainerException("a server over HTTP needs the label mcp.port");
        }
      }
      case "stdio" -> {
        if (port.isPresent()) {
          throw new UnfitContainerException("mcp.port and mcp.transport=stdio exclude each other");
        }
        checkStdio(container);
      }
      default ->
          throw new UnfitContainerException("its label mcp.transport is neither stdio nor http");
    }
  }

  /** Whether it can be spoken to over its standard streams. */
  static void checkStdio(ContainerFacts container) throws UnfitContainerException {
    if (!container.openStdin()) {
      throw new UnfitContainerException(
          "it has no label mcp.port, and no open standard input either (docker run -i, stdin_open: true)");
    }
    if (container.tty()) {
      throw new UnfitContainerException(
          "it has a terminal, which mixes its output (leave out -t, tty: true)");
    }
  }

  private static RiskLevel level(@Nullable String written) throws UnfitContainerException {
    if (written == null) {
      return ServerSpec.DEFAULT_RISK;
    }
    for (RiskLevel level : RiskLevel.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(written)) {
        return level;
      }
    }
    throw new UnfitContainerException(
        "its label mcp.governance.level is none of low, medium and high");
  }

  private static void checkAudit(@Nullable String written) throws UnfitContainerException {
    if (written != null && !written.equals("true")) {
      throw new UnfitContainerException(
          "its label mcp.governance.audit is not 'true': every call is recorded, and no server can have that switched off");
    }
  }
}
