package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Form;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From a server's old form to a container of the hub's.
 *
 * @param known what the catalog says about a server of this name
 * @param containers whether there is an engine for containers
 */
record Migration(
    Seat seat,
    MigrationOrder order,
    Sources sources,
    Optional<ServerSpec> known,
    boolean containers) {

  /** Why it cannot, or need not, be migrated; empty when it can. */
  Optional<String> obstacle() {
    ServerSpec now = seat.spec();
    if (!containers) {
      return Optional.of(
          "there is no engine for containers here: start a Docker engine, then the hub again");
    }
    if (now.source() instanceof Source.Container || !seat.declared().discoveredAs().isEmpty()) {
      return Optional.of("'" + now.name() + "' is a container already, which somebody else starts");
    }
    if (now.source() instanceof Source.Remote && order.source().isEmpty() && known.isEmpty()) {
      return Optional.of(
          "'%s' is known by its address only, and the catalog has no server of that name: say what its container is to be made of, for example --to npm:@scope/package"
              .formatted(now.name()));
    }
    return after().equals(now)
        ? Optional.of("'" + now.name() + "' is a container of the hub's already, at this risk")
        : Optional.empty();
  }

  /** How it is to be declared; its source is not pinned yet. */
  ServerSpec after() {
    ServerSpec now = seat.spec();
    RiskLevel risk = order.risk().orElse(now.risk());
    try {
      ServerSpec moved = order.source().map(sources::parse).map(now::withSource).orElse(now);
      if (moved.source() instanceof Source.Remote && known.isPresent()) {
        moved = known.get();
      }
      return moved
          .withOversight(new Oversight(risk, now.oversight().reviewed(), now.oversight().enabled()))
          .withLife(moved.life().as(Form.CONTAINER));
    } catch (IllegalArgumentException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  MigrationStep step() {
    Optional<String> obstacle = obstacle();
    ServerSpec now = seat.spec();
    boolean open = obstacle.isEmpty();
    return new MigrationStep(
        now.name(),
        open ? after().effectiveRisk() : now.effectiveRisk(),
        form(now),
        open ? form(after()) : form(now),
        open ? does(after()) : List.of(),
        obstacle);
  }

  private String form(ServerSpec spec) {
    return switch (spec.source()) {
      case Source.Remote remote -> "elsewhere, " + remote;
      case Source.Container container -> container.toString();
      case Source.Npm _, Source.Pypi _, Source.Go _, Source.ImageReference _, Source.Directory _ ->
          (spec.life().form() == Form.PROCESS ? "process, " : "container, ")
              + spec.source()
              + ", risk "
              + spec.risk().name().toLowerCase(Locale.ROOT);
    };
  }

  private List<String> does(ServerSpec after) {
    List<String> lines = new ArrayList<>();
    lines.add("make an image of " + after.source() + " and scan it");
    lines.add("start a throw-away container and compare its definitions with those of now");
    lines.add(
        switch (after.effectiveUpdate()) {
          case BESIDE -> "start it beside the old form, and give it what begins";
          case REPLACE -> "end the old form and start it while calls wait, 5 s at most";
        });
    lines.add("watch it; go back by itself when its calls go wrong");
    lines.add("declare it in the configuration file");
    lines.add("end the old form when nothing that began on it is left");
    return lines;
  }
}
