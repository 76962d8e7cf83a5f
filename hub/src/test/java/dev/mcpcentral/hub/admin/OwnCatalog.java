package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.ImportReport;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's catalog; orders are not read by the rules of a file, which is not here. */
final class OwnCatalog implements CatalogAccess {
  private final KnownServers known = new KnownServers(Path.of("/nonexistent"));

  @Override
  public List<CatalogEntry> search(List<String> words) {
    return known.search(words);
  }

  @Override
  public Optional<CatalogEntry> find(String id) {
    return known.find(id);
  }

  @Override
  public Ordered order(CatalogEntry entry, ServerName as, Map<String, String> values) {
    if (values.containsKey("wrong")) {
      throw new IllegalArgumentException("there is no parameter 'wrong'");
    }
    ServerSpec spec = ServerSpec.of(as, Source.parse("npm:" + entry.name(), Path.of("/")));
    return new Ordered(spec, List.of("needs a token"));
  }

  @Override
  public ImportReport importCatalog(String name, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("in no known form");
    }
    return new ImportReport(
        name, List.of(new ImportReport.Line("one", "ns/one", true, List.of("x was dropped"))));
  }

  @Override
  public ImportReport importFrom(String name, String address) {
    return importCatalog(name, address);
  }
}
