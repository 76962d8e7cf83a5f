package dev.mcpcentral.cli;

import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.advisory.Ecosystem;
import dev.mcpcentral.hub.advisory.ImportReport;
import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Scans;
import dev.mcpcentral.hub.scan.Finding;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gate that has one finding, until it is waived. */
final class MemoryScans implements Scans {
  private static final DatabaseState STATE =
      new DatabaseState(
          "one",
          List.of(
              new DatabaseState.Data(
                  Ecosystem.NPM, 7, Instant.EPOCH, Instant.EPOCH, Set.of(""), "npm-1")));

  private final List<Waiver> waivers = new ArrayList<>();

  @Override
  public Verdict scan(ServerName name, boolean again, Images.Progress progress) {
    progress.step("scanning the image of " + name);
    Finding finding =
        new Finding(
            "CVE-2021-44906",
            Set.of("GHSA-xvch-5gv4-984h"),
            Severity.CRITICAL,
            "minimist 1.2.5",
            "Prototype pollution",
            Optional.of("1.2.6"),
            "advisories");
    List<Verdict.Waived> waived =
        waivers.stream()
            .map(one -> new Verdict.Waived(finding, one.reason(), one.expires()))
            .toList();
    return new Verdict(
        "dir:/x",
        "sha256:abc",
        waived.isEmpty() ? List.of(finding) : List.of(),
        waived,
        List.of(),
        List.of("node: no advisory data, 1 package not checked"),
        List.of(),
        Instant.EPOCH);
  }

  @Override
  public Path sbom(ServerName name, Images.Progress progress) {
    try {
      Path file = Files.createTempFile("sbom", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, "{\"bomFormat\":\"CycloneDX\"}");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public ImportReport importAdvisories(Path source, Images.Progress progress) {
    if (!Files.exists(source)) {
      throw new FleetException(source + " does not exist");
    }
    return new ImportReport(7, 1, STATE);
  }

  @Override
  public DatabaseState advisories() {
    return STATE;
  }

  @Override
  public void waive(Waiver waiver) {
    waivers.add(waiver);
  }

  @Override
  public List<Waiver> waivers() {
    return waivers;
  }
}
