package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.store.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What this installation has pushed. The registry does not list manifests without a tag, and two
 * installations may share it: only what is written here is ever cleaned up from here.
 */
final class PushLedger {
  private final Path file;

  PushLedger(Path home) {
    this.file = home.resolve("registry").resolve("pushed");
  }

  /** One push; {@code tag} is the version's. */
  record Entry(String repository, String tag, String digest) {
    /** What it is however often it was pushed. */
    String manifest() {
      return repository + "@" + digest;
    }

    private String line() {
      return repository + " " + tag + " " + digest;
    }
  }

  /** In the order of the pushes, each once, at the place of its last push. */
  synchronized List<Entry> entries() {
    Set<Entry> entries = new LinkedHashSet<>();
    String text =
        DurableFile.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    for (String line : text.split("\n", -1)) {
      String[] parts = line.split(" ", -1);
      if (parts.length == 3 && Sha256.isDigest(parts[2])) {
        var entry = new Entry(parts[0], parts[1], parts[2]);
        entries.remove(entry);
        entries.add(entry);
      }
    }
    return List.copyOf(entries);
  }

  List<String> repositories() {
    return entries().stream().map(Entry::repository).distinct().toList();
  }

  synchronized void add(Entry entry) throws IOException {
    List<Entry> entries = new ArrayList<>(entries());
    entries.remove(entry);
    entries.add(entry);
    write(entries);
  }

  /** Forgets every push of these manifests, each {@code repository@digest}. */
  synchronized void remove(Set<String> manifests) throws IOException {
    write(entries().stream().filter(entry -> !manifests.contains(entry.manifest())).toList());
  }

  private void write(List<Entry> entries) throws IOException {
    Files.createDirectories(file.getParent());
    String text = String.join("", entries.stream().map(entry -> entry.line() + "\n").toList());
    DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
