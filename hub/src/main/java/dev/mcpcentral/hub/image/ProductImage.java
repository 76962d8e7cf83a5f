package dev.mcpcentral.hub.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What our own images are for, and how they run. */
public enum ProductImage {
  /**
   * The hub: configuration in {@code /config}, state in {@code /data}, ports 3010 to 3013. It needs
   * the engine's socket to run or to reach servers.
   */
  HUB("mcp-hub"),
  /** {@code mcp-central bridge}: standard input and output to a hub. */
  BRIDGE("mcp-bridge");

  /** Seconds in the engine's unit. */
  private static final long SECOND = 1_000_000_000L;

  private static final List<String> JAVA =
      List.of(
          "/opt/mcp-central/runtime/bin/java",
          "-XX:+UseSerialGC",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-Xlog:aot*=off:stderr",
          "-XX:AOTCache=/opt/mcp-central/mcp-central.aot",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final List<String> HUB_MEMORY =
      List.of("-Xms64m", "-Xmx384m", "-XX:MaxNewSize=96m", "-XX:+ExitOnOutOfMemoryError");
  private static final List<String> COMMAND_MEMORY = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");
  private static final List<String> JAR = List.of("-jar", "/opt/mcp-central/lib/mcp-central.jar");

  private final String word;

  ProductImage(String word) {
    this.word = word;
  }

  /** The last part of the repository's name: {@code mcp-hub}. */
  public String word() {
    return word;
  }

  List<String> environment(List<String> ofBase) {
    List<String> environment = new ArrayList<>(ofBase);
    environment.add("HOME=/tmp");
    if (this == HUB) {
      environment.add("MCP_CENTRAL_HOME=/data");
      environment.add("MCP_MODE=centralized");
    }
    return environment;
  }

  List<String> command() {
    return switch (this) {
      case HUB -> List.of("up", "--config", "/config/mcp-central.yaml");
      case BRIDGE -> List.of();
    };
  }

  private List<String> entrypoint() {
    List<String> words = new ArrayList<>(JAVA);
    words.addAll(this == HUB ? HUB_MEMORY : COMMAND_MEMORY);
    words.addAll(JAR);
    if (this == BRIDGE) {
      words.add("bridge");
    }
    return words;
  }

  Map<String, String> labels(String version, String base) {
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title",
            word,
            "org.opencontainers.image.version",
            version,
            "org.opencontainers.image.base.name",
            base));
  }

  /** OCI image specification, "config"; {@code Healthcheck} is Docker's addition. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("Entrypoint", entrypoint());
    settings.put("StopSignal", "SIGTERM");
    if (this == HUB) {
      settings.put(
          "ExposedPorts",
          new TreeMap<>(
              Map.of(
                  "3010/tcp",
                  Map.of(),
                  "3011/tcp",
                  Map.of(),
                  "3012/tcp",
                  Map.of(),
                  "3013/tcp",
                  Map.of())));
      settings.put("Volumes", Map.of("/data", Map.of()));
      settings.put("Healthcheck", healthcheck());
    }
    return settings;
  }

  private static Map<String, Object> healthcheck() {
    List<String> test = new ArrayList<>(List.of("CMD"));
    test.addAll(JAVA);
    test.addAll(COMMAND_MEMORY);
    test.addAll(List.of("-cp", JAR.getLast(), "dev.mcpcentral.cli.Health"));
    return new TreeMap<>(
        Map.of(
            "Test", test,
            "Interval", 30 * SECOND,
            "Timeout", 5 * SECOND,
            "StartPeriod", 10 * SECOND,
            "Retries", 3));
  }
}
