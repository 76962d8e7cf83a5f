package dev.mcpcentral.hub.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalog that comes with the product and the imported ones, which are files of the state
 * folder. The files are read when they are asked for: an import of another process is seen at once.
 */
public final class KnownServers {
  private static final String ENDING = ".yaml";
  private static final int MAX_LENGTH = 64 << 20;
  private static final int MAX_CATALOGS = 64;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  private final Path folder;
  private final List<CatalogEntry> own;

  /**
   * @param folder of imported catalogs; need not exist
   */
  public KnownServers(Path folder) {
    this.folder = folder;
    this.own = own();
  }

  private static List<CatalogEntry> own() {
    try (InputStream in = KnownServers.class.getResourceAsStream("catalog.yaml")) {
      if (in == null) {
        throw new CatalogException("this installation has lost its catalog");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new EntryReader(CatalogEntry.OWN).read(Tree.read(text, MAX_LENGTH));
    } catch (IOException e) {
      throw new CatalogException("the catalog cannot be read: " + e.getMessage(), e);
    }
  }

  /** The entries that every word fits, our own first; all entries when there are no words. */
  public List<CatalogEntry> search(List<String> words) {
    return all().filter(entry -> entry.matches(words)).toList();
  }

  /** The entries that come with the product. */
  public List<CatalogEntry> ownEntries() {
    return own;
  }

  /**
   * The entry of this id.
   *
   * @param id a name of our own catalog, or {@code catalog/name}
   */
  public Optional<CatalogEntry> find(String id) {
    Stream<CatalogEntry> among = id.contains("/") ? all() : own.stream();
    return among.filter(entry -> entry.id().equals(id)).findFirst();
  }

  /**
   * Keeps what can be used of a foreign catalog; an earlier catalog of that name goes.
   *
   * @param name 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}
   * @throws CatalogException when the text is in no known form, or nothing is to be kept
   */
  public ImportReport importCatalog(String name, String text) {
    if (!NAME.matcher(name).matches() || name.equals(CatalogEntry.OWN)) {
      throw new CatalogException(
          "a catalog's name has 1 to 32 characters of a-z, 0-9 and '-', and is not 'central'");
    }
    ForeignCatalog foreign = new ForeignCatalog().read(Tree.read(text, MAX_LENGTH));
    ObjectNode catalog = foreign.catalog();
    // What is kept must be readable by the rules under which it will be read.
    new EntryReader(name).read(catalog);
    write(name, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(catalog));
    return new ImportReport(name, foreign.lines());
  }

  /** The same with the text behind an address: https, or this machine's own. */
  public ImportReport importFrom(String name, String address) {
    return importCatalog(name, CatalogDownload.text(address));
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".import-", "");
      Files.writeString(fresh, "# Imported; every entry is unreviewed.\n" + text + "\n");
      Files.move(fresh, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CatalogException("the catalog cannot be kept: " + e.getMessage(), e);
    }
  }

  private Stream<CatalogEntry> all() {
    List<CatalogEntry> entries = new ArrayList<>(own);
    imported().forEach(file -> entries.addAll(read(file)));
    return entries.stream();
  }

  private List<Path> imported() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
          .filter(file -> !origin(file).equals(CatalogEntry.OWN))
          .sorted()
          .limit(MAX_CATALOGS)
          .toList();
    } catch (IOException e) {
      throw new CatalogException("imported catalogs cannot be listed: " + e.getMessage(), e);
    }
  }

  private static List<CatalogEntry> read(Path file) {
    try {
      return new EntryReader(origin(file)).read(Tree.read(Files.readString(file), MAX_LENGTH));
    } catch (IOException e) {
      throw new CatalogException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String origin(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }
}
