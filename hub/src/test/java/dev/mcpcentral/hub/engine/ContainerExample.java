package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.engine.ContainerFacts.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the facts of a container as a test needs them: one over stdio that is fit. */
final class ContainerExample {
  final String name;
  final Map<String, String> labels = new LinkedHashMap<>();
  State state = State.RUNNING;
  boolean openStdin = true;
  boolean tty;
  String networkMode = "bridge";
  Map<String, String> addresses = Map.of("bridge", "172.17.0.9");
  Set<String> fromImage = Set.of();
  Instant created = Instant.EPOCH;

  ContainerExample(String name, String... labels) {
    this.name = name;
    for (String label : labels) {
      this.labels.put(label.split("=", 2)[0], label.split("=", 2)[1]);
    }
  }

  ContainerExample createdAt(int second) {
    created = Instant.ofEpochSecond(second);
    return this;
  }

  ContainerFacts facts() {
    String id = id(name);
    return new ContainerFacts(
        id,
        name,
        created,
        state,
        "started once",
        openStdin,
        tty,
        false,
        labels,
        fromImage,
        networkMode,
        addresses,
        new ForeignContainer(id, "sha256:" + id, List.of()));
  }

  static String id(String name) {
    return "%064x".formatted(name.hashCode() & 0xffffffffL);
  }
}
