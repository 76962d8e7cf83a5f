package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.advisory.AdvisoryException;
import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.advisory.ImportReport;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.scan.Gate;
import dev.mcpcentral.hub.scan.ScanException;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The gate of the declared servers. */
public final class DeclaredScans implements Scans {
  private final DeclaredServers servers;
  private final ConfigurationFile file;
  private final Workshop workshop;

  public DeclaredScans(DeclaredServers servers, ConfigurationFile file, Workshop workshop) {
    this.servers = servers;
    this.file = file;
    this.workshop = workshop;
  }

  @Override
  public Verdict scan(ServerName name, boolean again, Images.Progress progress) {
    return prepared(
        name, progress, prepared -> gate().verdict(spec(name), prepared, progress, again));
  }

  @Override
  public Path sbom(ServerName name, Images.Progress progress) {
    return prepared(
        name,
        progress,
        prepared -> {
          gate().verdict(spec(name), prepared, progress, false);
          return gate()
              .sbom(prepared.digest())
              .or(() -> {
                gate().verdict(spec(name), prepared, progress, true);
                return gate().sbom(prepared.digest());
              })
              .orElseThrow(() -> new FleetException("'" + name + "' has no SBOM"));
        });
  }

  private ServerSpec spec(ServerName name) {
    return servers
        .spec(name)
        .orElseThrow(() ->
            new FleetException(
                "there is no server '" + name + "'; 'mcp-central list' names them all"));
  }

  private <T> T prepared(
      ServerName name, Images.Progress progress, Function<Prepared, T> question) {
    ServerSpec spec = spec(name);
    if (spec.source().elsewhere()) {
      throw new FleetException(
          "somebody else starts '" + name + "': there is no image here that could be scanned");
    }
    try {
      return question.apply(workshop.images(spec).prepare(spec, progress));
    } catch (ImageException | EngineException | ScanException failed) {
      throw new FleetException(String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public ImportReport importAdvisories(Path source, Images.Progress progress) {
    try {
      ImportReport report = gate().advisories().importFrom(source, progress::step);
      progress.step("checking the declared servers again");
      servers.checkAgain();
      return report;
    } catch (AdvisoryException failed) {
      throw new FleetException(String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public DatabaseState advisories() {
    try {
      return gate().advisories().state();
    } catch (AdvisoryException damaged) {
      throw new FleetException(String.valueOf(damaged.getMessage()), damaged);
    }
  }

  @Override
  public void waive(Waiver waiver) {
    try {
      servers.apply(file.addWaiver(waiver));
    } catch (ConfigurationException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public List<Waiver> waivers() {
    return file.read().waivers();
  }

  private Gate gate() {
    return workshop.gate();
  }
}
