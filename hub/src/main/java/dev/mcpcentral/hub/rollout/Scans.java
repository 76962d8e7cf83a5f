package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.advisory.ImportReport;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.util.List;

/**
 * What an operator asks of the gate. Blocking; safe for concurrent use. Every method throws {@link
 * FleetException}, which says what went wrong.
 */
public interface Scans {
  /**
   * The verdict on a declared server's image; its state does not change.
   *
   * @param again whether to read the image anew although it is known
   */
  Verdict scan(ServerName name, boolean again, Images.Progress progress);

  /** The CycloneDX document of a declared server's image. */
  Path sbom(ServerName name, Images.Progress progress);

  /** Takes OSV data over, then lets every server pass the gate again. */
  ImportReport importAdvisories(Path source, Images.Progress progress);

  /** What advisory data there is. */
  DatabaseState advisories();

  /** Writes the waiver into the configuration file; a server that it lets through is started. */
  void waive(Waiver waiver);

  /** Those of the configuration file, the expired too. */
  List<Waiver> waivers();
}
