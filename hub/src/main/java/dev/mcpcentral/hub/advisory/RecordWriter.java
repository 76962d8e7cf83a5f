package dev.mcpcentral.hub.advisory;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the advisories of one ecosystem. The records go to disk as they come; what stays in memory
 * is 20 bytes for each, and their ids.
 */
final class RecordWriter implements AutoCloseable {
  private record Entry(long hash, long offset, int length) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(hash, other.hash);
      return order != 0 ? order : Long.compare(offset, other.offset);
    }
  }

  private final Path folder;
  private final String files;
  private final OutputStream out;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> releases = new TreeSet<>();
  private Instant newest = Instant.EPOCH;
  private long offset;

  RecordWriter(Path folder, String files) throws IOException {
    this.folder = folder;
    this.files = files;
    this.out =
        new BufferedOutputStream(Files.newOutputStream(RecordFile.records(folder, files)), 1 << 16);
  }

  /** Notes that a record is known in its present form, even when it says nothing any more. */
  void see(String id, Instant modified) {
    seen.add(id);
    newest = modified.isAfter(newest) ? modified : newest;
  }

  void add(Advisory advisory) throws IOException {
    byte[] json = RecordFile.JSON.writeValueAsBytes(advisory);
    out.write(json);
    entries.add(new Entry(RecordFile.hash(advisory.name()), offset, json.length));
    offset += json.length;
    ids.add(advisory.id());
    releases.add(Ecosystem.release(advisory.scope()));
  }

  /** Takes over what was known before, except where this import knows better. */
  void keep(RecordFile before, Instant newestBefore) throws IOException {
    List<IOException> failed = new ArrayList<>();
    before.forEach(advisory -> {
      try {
        if (!seen.contains(advisory.id())) {
          add(advisory);
        }
      } catch (IOException full) {
        failed.add(full);
      }
    });
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
    newest = newestBefore.isAfter(newest) ? newestBefore : newest;
  }

  /** Writes the index; afterwards the files are complete. */
  DatabaseState.Data finish(Ecosystem ecosystem, Instant imported) throws IOException {
    out.close();
    entries.sort(null);
    try (var index =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(RecordFile.index(folder, files)), 1 << 16))) {
      for (Entry entry : entries) {
        index.writeLong(entry.hash());
        index.writeLong(entry.offset());
        index.writeInt(entry.length());
      }
    }
    return new DatabaseState.Data(ecosystem, ids.size(), newest, imported, releases, files);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
