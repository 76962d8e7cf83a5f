package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What each server was last seen to offer, so that listing its tools starts nothing. One file a
 * key; a key names the content and everything else that shapes what the server offers.
 */
public final class CapabilityCache {
  private static final System.Logger LOG = System.getLogger(CapabilityCache.class.getName());
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;

  public CapabilityCache(Path directory) {
    this.directory = directory;
  }

  /** The offer kept under {@code key}; empty when none is, or when the file is damaged. */
  public Optional<Offer> find(String key) {
    try {
      Optional<byte[]> content = DurableFile.read(file(key));
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(Offer.ofJson(Slice.of(content.get())));
    } catch (MalformedJsonException damaged) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Ignoring a damaged capability file, it will be made again: " + file(key));
      return Optional.empty();
    }
  }

  public void keep(String key, Offer offer) {
    DurableFile.replace(file(key), offer.json().copy());
  }

  private Path file(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return directory.resolve(key + ".json");
  }
}
