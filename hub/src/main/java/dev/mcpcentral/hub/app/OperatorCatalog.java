package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.CatalogAccess;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.CatalogException;
import dev.mcpcentral.hub.registry.ImportReport;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The catalog as the admin API sees it; its specs are read as those of the file are. */
record OperatorCatalog(KnownServers known, ConfigurationFile file) implements CatalogAccess {
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
      ServerSpec spec = file.parseServer(as, order.spec());
      if (order.usesDefaultFolder() && entry.review().isPresent()) {
        makeFolders(spec);
      }
      return new Ordered(spec, notes(order, spec));
    } catch (CatalogException | ConfigurationException refused) {
      throw new IllegalArgumentException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public ImportReport importCatalog(String name, String text) {
    return imported(() -> known.importCatalog(name, text));
  }

  @Override
  public ImportReport importFrom(String name, String address) {
    return imported(() -> known.importFrom(name, address));
  }

  private static ImportReport imported(Supplier<ImportReport> reading) {
    try {
      return reading.get();
    } catch (CatalogException refused) {
      throw new IllegalArgumentException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private static void makeFolders(ServerSpec spec) {
    for (Mount mount : spec.mounts()) {
      try {
        Workspace.make(mount.source());
      } catch (IOException e) {
        throw new CatalogException(
            "the folder " + mount.source() + " cannot be made: " + e.getMessage(), e);
      }
    }
  }

  private static List<String> notes(CatalogEntry.Order order, ServerSpec spec) {
    List<String> notes = new ArrayList<>(order.notes());
    if (!spec.oversight().enabled()) {
      notes.add("disabled until you say: mcp-central enable " + spec.name());
    }
    if (!spec.oversight().reviewed()) {
      notes.add("risk high until you have looked at it and say: mcp-central review " + spec.name());
    }
    return notes;
  }
}
