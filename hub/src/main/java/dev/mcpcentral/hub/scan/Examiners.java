package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.sbom.Component;
import dev.mcpcentral.hub.sbom.ImageConfig;
import dev.mcpcentral.hub.sbom.ImageContent;
import dev.mcpcentral.hub.sbom.Inventory;
import dev.mcpcentral.hub.sbom.Sbom;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an image once, for its packages and for all checks. */
final class Examiners {
  /** What was seen, and the SBOM of it. */
  record Seen(Examination examination, String sbom) {}

  private final Inventory.Collector collector = new Inventory.Collector();
  private final SecretsInFiles secrets = new SecretsInFiles();
  private final RaisedRights rights = new RaisedRights();
  private final Tools tools = new Tools();

  Seen examine(Source source, Prepared prepared, ImageContent content) {
    content.show(List.of(collector.examiner(), secrets, rights, tools));
    Inventory inventory = collector.inventory(content);
    String sbom = Sbom.of(name(source, prepared), prepared.digest(), inventory);
    return new Seen(
        new Examination(
            Examination.RULES,
            prepared.digest(),
            prepared.pinnedSource(),
            inventory.components().stream().flatMap(one -> one.known().stream()).toList(),
            scopes(inventory),
            findings(source, prepared, content, inventory)),
        sbom);
  }

  private List<Finding> findings(
      Source source, Prepared prepared, ImageContent content, Inventory inventory) {
    List<Finding> findings = new ArrayList<>();
    if (!content.config().isEmpty()) {
      findings.addAll(ConfigChecks.findings(ImageConfig.parse(content.config())));
    }
    findings.addAll(secrets.findings());
    findings.addAll(rights.findings());
    findings.addAll(tools.findings());
    findings.addAll(SourceChecks.findings(source, prepared, inventory));
    return findings;
  }

  private static SortedMap<String, Integer> scopes(Inventory inventory) {
    SortedMap<String, Integer> scopes = new TreeMap<>();
    for (Component component : inventory.components()) {
      scopes.merge(component.scope(), 1, Integer::sum);
    }
    return scopes;
  }

  /** A folder's path says more about this machine than about the program. */
  private static String name(Source source, Prepared prepared) {
    return source instanceof Source.Directory(Path folder)
        ? "dir:" + folder.getFileName()
        : prepared.pinnedSource();
  }
}
