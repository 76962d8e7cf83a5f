package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.CatalogAccess;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.CatalogException;
import dev.mcpcentral.hub.registry.ImportReport;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real catalog; of an order no folder is made. */
record MemoryCatalog(KnownServers known, Path configuration) implements CatalogAccess {
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
    try {
      CatalogEntry.Order order = entry.order(values);
      ConfigurationFile file = new ConfigurationFile(configuration, Set.of());
      return new Ordered(file.parseServer(as, order.spec()), order.notes());
    } catch (CatalogException refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  @Override
  public ImportReport importCatalog(String name, String text) {
    return known.importCatalog(name, text);
  }

  @Override
  public ImportReport importFrom(String name, String address) {
    return known.importFrom(name, address);
  }
}
