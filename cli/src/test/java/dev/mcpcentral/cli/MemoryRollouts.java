package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.DefinitionChange;
import dev.mcpcentral.hub.rollout.DefinitionChange.Kind;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.MigrationOrder;
import dev.mcpcentral.hub.rollout.MigrationStep;
import dev.mcpcentral.hub.rollout.RolloutReport;
import dev.mcpcentral.hub.rollout.RolloutReport.Result;
import dev.mcpcentral.hub.rollout.Rollouts;
import dev.mcpcentral.hub.rollout.UpdateOrder;
import dev.mcpcentral.hub.rollout.Version;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Changes that are remembered only. {@code memory} has a version that defines one tool otherwise,
 * {@code broken} fails; {@code planned} is what there is to migrate.
 */
final class MemoryRollouts implements Rollouts {
  static final DefinitionChange CHANGE =
      new DefinitionChange(
          "tools", "search", Kind.CHANGED, List.of("description: \"Finds\" → \"Finds \\u001b\""));

  final List<String> orders = new CopyOnWriteArrayList<>();
  final List<MigrationStep> planned = new CopyOnWriteArrayList<>();
  volatile boolean known = true;

  @Override
  public List<Version> versions(ServerName server) {
    Instant since = Instant.parse("2026-11-22T10:00:00.123Z");
    List<Version> versions = new ArrayList<>();
    if (known) {
      String digest = "sha256:" + "ab".repeat(32);
      versions.add(new Version(3, "1.1.0", "npm:memory@1.1.0", digest, since, "rolled back", true));
      versions.add(new Version(2, "2.0.0", "npm:memory@2.0.0", "", since, "updated", false));
    }
    return versions;
  }

  @Override
  public RolloutReport update(ServerName server, UpdateOrder order, Images.Progress progress) {
    orders.add("update " + server + " " + order);
    progress.step("looking for the newest version of " + server);
    if (server.value().equals("broken")) {
      throw new FleetException("its new version does not start; see mcp-central logs broken");
    }
    List<DefinitionChange> changes =
        List.of(
            CHANGE,
            new DefinitionChange("tools", "drop", Kind.ADDED, List.of("description: \"Drops\"")),
            new DefinitionChange("prompts", "tour", Kind.REMOVED, List.of()));
    Result result =
        order.dryRun()
            ? Result.WOULD_CHANGE
            : order.acceptChanges() ? Result.DONE : Result.CHANGES_NOT_ACCEPTED;
    return new RolloutReport(server, result, "1.1.0", order.to().orElse("1.2.0"), changes, "");
  }

  @Override
  public RolloutReport rollback(ServerName server, Optional<String> to, Images.Progress progress) {
    orders.add("rollback " + server + to.map(" to "::concat).orElse(""));
    Result result =
        switch (to.orElse("")) {
          case "3" -> Result.UNCHANGED;
          case "2" -> Result.ROLLED_BACK;
          default -> Result.DONE;
        };
    String detail =
        switch (result) {
          case UNCHANGED -> "It serves already.";
          case ROLLED_BACK -> "7 of its first 10 calls failed.";
          case DONE, WOULD_CHANGE, CHANGES_NOT_ACCEPTED -> "";
        };
    return new RolloutReport(server, result, "1.1.0", "1.0.0", List.of(), detail);
  }

  @Override
  public List<MigrationStep> plan(Set<ServerName> servers, MigrationOrder order) {
    return planned.stream()
        .filter(step -> servers.isEmpty() || servers.contains(step.server()))
        .toList();
  }

  void plans(String server, RiskLevel risk, String obstacle) {
    planned.add(
        new MigrationStep(
            new ServerName(server),
            risk,
            "a process",
            "a container of npm:" + server,
            List.of("make its image", "probe it"),
            Optional.of(obstacle).filter(text -> !text.isEmpty())));
  }

  @Override
  public RolloutReport migrate(ServerName server, MigrationOrder order, Images.Progress progress) {
    orders.add(
        "migrate "
            + server
            + order.risk().map(risk -> " " + risk).orElse("")
            + order.source().map(" "::concat).orElse("")
            + (order.acceptChanges() ? " accepting" : ""));
    progress.step("probing it in a container");
    if (server.value().equals("broken")) {
      throw new FleetException("its container does not start; see mcp-central logs broken");
    }
    return new RolloutReport(
        server, Result.DONE, "a process", "a container of npm:" + server, List.of(), "");
  }
}
