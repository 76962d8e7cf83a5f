package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.ImportReport;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that are known, declared or not. */
public interface CatalogAccess {
  /** The entries that every word fits; all when there are none. */
  List<CatalogEntry> search(List<String> words);

  Optional<CatalogEntry> find(String id);

  /**
   * What would be declared, by the very rules of the configuration file. A folder that the entry
   * proposes and nobody named is made when it is missing.
   *
   * @throws IllegalArgumentException whose message is for people
   */
  Ordered order(CatalogEntry entry, ServerName as, Map<String, String> values);

  /**
   * Keeps what can be used of a foreign catalog.
   *
   * @throws IllegalArgumentException whose message is for people
   */
  ImportReport importCatalog(String name, String text);

  /** The same with the text behind an address. */
  ImportReport importFrom(String name, String address);

  /**
   * An entry as it would be declared.
   *
   * @param notes what the operator still has to do
   */
  record Ordered(ServerSpec spec, List<String> notes) {
    public Ordered {
      notes = List.copyOf(notes);
    }
  }
}
