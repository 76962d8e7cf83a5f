package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.compose.ComposeImport.Candidate;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.Life;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.SecretGuess;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one service as a server spec, and keeps account of what it leaves out. */
final class ServiceReader {
  /** Mapped by this class, one way or another. */
  private static final Set<String> MAPPED =
      Set.of(
          "image",
          "build",
          "command",
          "environment",
          "volumes",
          "labels",
          "mem_limit",
          "cpus",
          "pids_limit",
          "networks",
          "network_mode",
          "entrypoint",
          "env_file",
          "tty");

  /** What the hub decides for every server, at least as strictly. */
  private static final Set<String> DECIDED =
      Set.of(
          "cap_drop",
          "container_name",
          "depends_on",
          "healthcheck",
          "hostname",
          "init",
          "logging",
          "memswap_limit",
          "profiles",
          "read_only",
          "restart",
          "security_opt",
          "stdin_open",
          "stop_grace_period",
          "stop_signal",
          "tmpfs",
          "ulimits",
          "user",
          "working_dir");

  /** Variables of the plan that are the hub's business, not the server's. */
  private static final Set<String> OF_THE_HUB =
      Set.of("GOVERNANCE_ENABLED", "MCP_MODE", "DOCKER_MCP_ENABLED", "A2A_ENABLED");

  private static final String SERVER = "mcp.server";
  private static final String LEVEL = "mcp.governance.level";
  private static final String AUDIT = "mcp.governance.audit";
  private static final String PORT = "mcp.port";
  private static final String PATH = "mcp.path";

  private final Service service;
  private final Path folder;
  private final boolean secrets;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param folder what relative paths of the file are relative to
   * @param secrets whether values that look like secrets are taken over
   */
  ServiceReader(Service service, Path folder, boolean secrets) {
    this.service = service;
    this.folder = folder;
    this.secrets = secrets;
  }

  Candidate candidate() {
    Map<String, String> labels = service.pairs("labels");
    if (!labels.containsKey(SERVER)) {
      throw new ComposeException("it has no label mcp.server, so it is not a server");
    }
    try {
      ServiceStorage storage = new ServiceStorage(service, folder, readOnly(), notes);
      ServerSpec spec =
          new ServerSpec(
              new ServerName(labels.getOrDefault(SERVER, "")),
              source(),
              List.of(),
              new Oversight(risk(labels), false, true),
              args(),
              environment(),
              storage.mounts(),
              storage.volumes(),
              Reach.NONE,
              port(labels),
              labels.containsKey(PORT)
                  ? labels.getOrDefault(PATH, ServerSpec.DEFAULT_PATH)
                  : ServerSpec.DEFAULT_PATH,
              new ServiceLimits(service, notes).read(),
              EraPin.AUTO,
              ServerSpec.DEFAULT_TIMEOUT,
              Life.DEFAULT,
              Map.of());
      accountForTheRest(labels);
      return new Candidate(service.toString(), spec, notes);
    } catch (IllegalArgumentException e) {
      throw new ComposeException(Shown.text(String.valueOf(e.getMessage())), e);
    }
  }

  private Source source() {
    Optional<Interpolated> image = service.text("image");
    if (image.isPresent()) {
      if (!image.get().missing().isEmpty()) {
        throw new ComposeException("its image depends on the variables " + image.get().missing());
      }
      if (service.entries().containsKey("build")) {
        notes.add("build: left out, its image is used");
      }
      return Source.parse("image:" + image.get().text(), folder);
    }
    Object build = service.entries().get("build");
    Object context = build instanceof Map<?, ?> map ? map.get("context") : build;
    if (context instanceof String text && !text.contains("://")) {
      return Source.parse("dir:" + Interpolated.of(text).text(), folder);
    }
    throw new ComposeException("it has neither an image nor a folder to build");
  }

  /** A command in one text is for a shell to take apart, which nothing here does. */
  private List<String> args() {
    if (service.entries().containsKey("entrypoint")) {
      notes.add("entrypoint: left out, the image's own is used");
    }
    Object command = service.entries().get("command");
    if (command instanceof String text) {
      if (text.chars().anyMatch(c -> "'\"\\`$&|;<>()".indexOf(c) >= 0)) {
        notes.add("command: left out, it needs a shell; give args as a list");
        return List.of();
      }
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }
    List<String> args = new ArrayList<>();
    for (Object item : service.list("command")) {
      Interpolated word = Interpolated.of(String.valueOf(item));
      if (!word.missing().isEmpty()) {
        notes.add(
            "command: a word depends on the variables " + word.missing() + ", give it in args");
      }
      args.add(word.text());
    }
    return args;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    service
        .pairs("environment")
        .forEach((name, written) -> {
          Interpolated value = Interpolated.of(written);
          if (OF_THE_HUB.contains(name)) {
            notes.add("environment " + Shown.text(name) + ": left out, the hub decides it");
          } else if (!value.missing().isEmpty()) {
            notes.add(
                "environment %s: comes from the variable %s, whose value is not copied: set it under env"
                    .formatted(Shown.text(name), String.join(", ", value.missing())));
          } else if (!secrets && SecretGuess.reason(name, value.text()).isPresent()) {
            notes.add(
                "environment %s: looks like a secret, and is not copied into a file in clear text: set it under env, or import --with-secrets"
                    .formatted(Shown.text(name)));
          } else {
            environment.put(name, value.text());
          }
        });
    if (service.entries().containsKey("env_file")) {
      notes.add("env_file: not read, because such files hold secrets: set what it needs under env");
    }
    return environment;
  }

  private boolean readOnly() {
    return "true".equals(service.pairs("environment").get("READ_ONLY_MODE"));
  }

  private RiskLevel risk(Map<String, String> labels) {
    String level = labels.get(LEVEL);
    for (RiskLevel known : RiskLevel.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(level)) {
        return known;
      }
    }
    if (level != null) {
      notes.add("label mcp.governance.level: it is none of low, medium and high");
    }
    return ServerSpec.DEFAULT_RISK;
  }

  private static OptionalInt port(Map<String, String> labels) {
    String port = labels.get(PORT);
    if (port == null) {
      return OptionalInt.empty();
    }
    if (!port.matches("[0-9]{1,5}")) {
      throw new ComposeException("its label mcp.port is no port");
    }
    return OptionalInt.of(Integer.parseInt(port));
  }

  private void accountForTheRest(Map<String, String> labels) {
    accountForNetworks();
    if (labels.containsKey(AUDIT) && !"true".equals(labels.get(AUDIT))) {
      notes.add("label mcp.governance.audit: every call is recorded, whatever it says");
    }
    Set<String> known = Set.of(SERVER, LEVEL, AUDIT, PORT, PATH, "mcp.transport", "mcp.hub");
    String others =
        labels.keySet().stream()
            .filter(label -> !known.contains(label))
            .map(Shown::text)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      notes.add("labels left out: " + others);
    }
    String decided = keys(DECIDED, true);
    if (!decided.isEmpty()) {
      notes.add("decided by the hub for every server: " + decided);
    }
    String rest = keys(DECIDED, false);
    if (!rest.isEmpty()) {
      notes.add("left out, no server may have it: " + rest);
    }
  }

  private String keys(Set<String> group, boolean in) {
    return service.keys().stream()
        .filter(key -> !MAPPED.contains(key) && group.contains(key) == in)
        .map(Shown::text)
        .collect(Collectors.joining(", "));
  }

  private void accountForNetworks() {
    boolean none =
        service.text("network_mode").filter(mode -> mode.text().equals("none")).isPresent();
    if (!none) {
      notes.add(
          "networks: it reaches nothing here; name what it must reach under egress, for example [api.example.com:443]");
    }
  }
}
