package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.DefinitionChange;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was ordered. Server {@code broken} cannot be changed. */
final class RecordingRollouts implements Rollouts {
  final List<String> orders = new CopyOnWriteArrayList<>();

  @Override
  public List<Version> versions(ServerName server) {
    return List.of(
        new Version(2, "1.1.0", "npm:m@1.1.0", "sha256:b", Instant.EPOCH, "updated", true),
        new Version(1, "1.0.0", "npm:m@1.0.0", "sha256:a", Instant.EPOCH, "added", false));
  }

  @Override
  public RolloutReport update(ServerName server, UpdateOrder order, Images.Progress progress) {
    progress.step("looking for a newer version");
    if (server.value().equals("broken")) {
      throw new FleetException("broken: its new version does not start");
    }
    orders.add("update " + server + " " + order);
    return new RolloutReport(
        server,
        order.acceptChanges() ? Result.DONE : Result.CHANGES_NOT_ACCEPTED,
        "1.0.0",
        "1.1.0",
        List.of(
            new DefinitionChange(
                "tools", "echo", DefinitionChange.Kind.CHANGED, List.of("title: added: \"E\""))),
        "its definitions differ");
  }

  @Override
  public RolloutReport rollback(ServerName server, Optional<String> to, Images.Progress progress) {
    orders.add("rollback " + server + " " + to);
    return new RolloutReport(server, Result.DONE, "1.1.0", "1.0.0", List.of(), "");
  }

  @Override
  public List<MigrationStep> plan(Set<ServerName> servers, MigrationOrder order) {
    orders.add("plan " + servers + " " + order);
    return List.of(
        new MigrationStep(
            new ServerName("memory"),
            RiskLevel.LOW,
            "a process",
            "a container",
            List.of("make an image", "probe it"),
            Optional.empty()),
        new MigrationStep(
            new ServerName("broken"),
            RiskLevel.HIGH,
            "url:https://there.example/mcp",
            "a container",
            List.of(),
            Optional.of("no known server is called 'broken': say --to")));
  }

  @Override
  public RolloutReport migrate(ServerName server, MigrationOrder order, Images.Progress progress) {
    orders.add("migrate " + server + " " + order);
    return new RolloutReport(
        server, Result.DONE, "url:http://127.0.0.1:1/mcp?key=hidden", "npm:m@1.1.0", List.of(), "");
  }
}
