package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decisions about the servers of one configuration file. */
public final class OperatorDecisions implements Governance {
  private static final String RUNTIME = "runtime";

  private final ConfigurationFile file;
  private final InForce inForce;
  private final Supplier<Engine> engine;
  private final InstantSource clock;

  public OperatorDecisions(
      ConfigurationFile file, InForce inForce, Supplier<Engine> engine, InstantSource clock) {
    this.file = file;
    this.inForce = inForce;
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public Explanation explain(ServerName server) {
    ServerSpec spec = find(server);
    List<Waiver> waivers =
        inForce.waivers().stream().filter(waiver -> waiver.server().equals(server)).toList();
    Optional<Isolation> isolation = isolation(enabled(spec));
    return new Explanation(
        spec,
        isolation.map(this::text).orElse("none of ours: somebody else starts it"),
        isolation.flatMap(OperatorDecisions::refusal),
        waivers,
        egress(spec).wayOut().gaps(),
        today());
  }

  @Override
  public void enable(ServerName server, Optional<RuntimeWaiver> waived) {
    ServerSpec spec = enabled(find(server));
    Optional<String> refused = isolation(spec).flatMap(OperatorDecisions::refusal);
    if (waived.isPresent()) {
      checkWaivable(spec, refused.isPresent());
      Waiver waiver = waiver(server, waived.get());
      change(server, () -> file.enable(server, waiver));
    } else if (refused.isPresent()) {
      throw new FleetException(refused.get());
    } else {
      change(server, () -> file.setEnabled(server, true));
    }
  }

  @Override
  public void disable(ServerName server) {
    find(server);
    change(server, () -> file.setEnabled(server, false));
  }

  @Override
  public void review(ServerName server, Optional<RiskLevel> risk) {
    RiskLevel level = risk.orElse(find(server).risk());
    change(server, () -> file.review(find(server), level));
  }

  @Override
  public EgressReport egress(ServerName server) {
    return egress(find(server));
  }

  private EgressReport egress(ServerSpec spec) {
    return new EgressReport(
        spec.reach(),
        engine.get().traffic().getOrDefault(spec.name(), Traffic.NONE),
        engine.get().waysOut().getOrDefault(spec.name(), WayOut.NONE));
  }

  @Override
  public void acceptEgress(ServerName server, List<Egress> accepted) {
    EgressReport report = egress(server);
    if (!report.reach().learning()) {
      throw new FleetException(
          "the egress of server '%s' is not learned: set 'egress: learn' in %s first"
              .formatted(server, file.path()));
    }
    if (accepted.isEmpty()) {
      throw new FleetException(
          "server '%s' has connected to nothing yet: use it, then ask again; to let it reach nothing, remove 'egress: learn'"
              .formatted(server));
    }
    if (!report.proposed().containsAll(accepted)) {
      throw new FleetException(
          "server '%s' was not seen to use all of that: look at 'mcp-central egress %s' again"
              .formatted(server, server));
    }
    try {
      change(server, () -> file.setEgress(server, accepted));
    } catch (IllegalArgumentException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private void change(ServerName server, Supplier<Configuration> edit) {
    try {
      inForce.take(edit.get(), server);
    } catch (ConfigurationException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private void checkWaivable(ServerSpec spec, boolean refused) {
    boolean needed = spec.safeguards().isolatingRuntime();
    if (!needed || !refused) {
      throw new FleetException(
          "there is no runtime to waive: '%s' %s; leave --waive-runtime out"
              .formatted(
                  spec.name(),
                  needed ? "is started as it is" : "needs no isolating runtime at its level"));
    }
    if (engine.get().kind() == Engine.Kind.PROCESS) {
      throw new FleetException(
          "servers of high risk run in a container only, and a waiver does not change that: start a Docker engine, then the hub again");
    }
  }

  private Waiver waiver(ServerName server, RuntimeWaiver waived) {
    try {
      return new Waiver(server, RUNTIME, waived.reason(), today().plusDays(waived.days()));
    } catch (IllegalArgumentException e) {
      throw new FleetException(String.valueOf(e.getMessage()), e);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  private ServerSpec find(ServerName server) {
    return inForce
        .spec(server)
        .orElseThrow(() ->
            new FleetException(
                "there is no server '" + server + "'; 'mcp-central list' names them all"));
  }

  /** What counts is how it would be started, not that it is only tried now. */
  private static ServerSpec enabled(ServerSpec spec) {
    Oversight now = spec.oversight();
    return spec.withOversight(new Oversight(now.risk(), now.reviewed(), true));
  }

  private Optional<Isolation> isolation(ServerSpec spec) {
    return spec.source().elsewhere() ? Optional.empty() : Optional.of(engine.get().isolation(spec));
  }

  private String text(Isolation isolation) {
    String usual =
        switch (engine.get().kind()) {
          case DOCKER -> "a hardened container, in the engine's usual runtime";
          case PROCESS -> "a sandboxed process, without limits of memory, processors and processes";
        };
    return switch (isolation) {
      case Isolation.Usual _, Isolation.Trial _ -> usual;
      case Isolation.Isolated(String name) -> "a hardened container, in the runtime " + name;
      case Isolation.Waived(Waiver waiver) ->
          usual + "; an isolating one is waived until " + waiver.expires();
      case Isolation.Refused _ -> "none that is enough for its level: it is not started";
    };
  }

  private static Optional<String> refusal(Isolation isolation) {
    return isolation instanceof Isolation.Refused(String why) ? Optional.of(why) : Optional.empty();
  }
}
