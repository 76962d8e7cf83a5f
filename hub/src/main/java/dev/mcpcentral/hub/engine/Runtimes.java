package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.model.RuntimeInfo;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which of the engine's runtimes a server gets. The engine and the operator are asked each time:
 * both can change while the hub runs.
 */
final class Runtimes {
  /** What an operator waives to start a server of high risk without such a runtime. */
  static final String FINDING = "runtime";

  /** gVisor and Kata Containers, under the names that their manuals give them. */
  private static final Pattern ISOLATING =
      Pattern.compile("(io\\.containerd\\.)?(runsc|kata)([.-].*)?");

  private final Supplier<Set<String>> known;
  private final EngineSettings settings;

  /** {@code known} asks the engine for the names of its runtimes. */
  Runtimes(Supplier<Set<String>> known, EngineSettings settings) {
    this.known = known;
    this.settings = settings;
  }

  static Runtimes of(DockerApi api, EngineSettings settings) {
    return new Runtimes(
        () ->
            Objects.requireNonNullElse(
                    api.call("say which runtimes it has", docker -> docker.infoCmd().exec())
                        .getRuntimes(),
                    Map.<String, RuntimeInfo>of())
                .keySet(),
        settings);
  }

  Isolation of(ServerSpec spec) {
    if (!spec.safeguards().isolatingRuntime()) {
      return new Isolation.Usual();
    }
    return known.get().stream()
        .filter(name -> ISOLATING.matcher(name).matches())
        .min(Comparator.naturalOrder())
        .<Isolation>map(Isolation.Isolated::new)
        .orElseGet(() -> without(spec));
  }

  private Isolation without(ServerSpec spec) {
    List<Waiver> waivers =
        settings.waivers().get().stream()
            .filter(waiver -> waiver.server().equals(spec.name()))
            .filter(waiver -> waiver.finding().equals(FINDING))
            .toList();
    LocalDate today = LocalDate.ofInstant(settings.clock().instant(), ZoneId.systemDefault());
    Optional<Isolation> waived =
        waivers.stream()
            .filter(waiver -> waiver.counts(today))
            .findFirst()
            .map(Isolation.Waived::new);
    if (waived.isEmpty() && !spec.oversight().enabled()) {
      return new Isolation.Trial();
    }
    return waived.orElseGet(() -> new Isolation.Refused(NoRuntime.message(spec, waivers)));
  }
}
