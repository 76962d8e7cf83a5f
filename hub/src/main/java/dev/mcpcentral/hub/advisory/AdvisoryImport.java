package dev.mcpcentral.hub.advisory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * One import: new files are written beside the old ones, which stay in force until the state names
 * the new. Names inside an archive are never used as paths.
 */
final class AdvisoryImport implements AutoCloseable {
  private static final long MOST_BYTES = 16L << 30;
  private static final long MOST_RECORDS = 5_000_000;
  private static final int MOST_DEPTH = 4;
  private static final long REPORTED_EVERY = 50_000;

  private final Path folder;
  private final DatabaseState before;
  private final Consumer<String> progress;
  private final Map<Ecosystem, RecordWriter> writers = new EnumMap<>(Ecosystem.class);
  private final Set<String> written = new HashSet<>();
  private long records;
  private long unusable;
  private long bytes;
  private boolean kept;

  AdvisoryImport(Path folder, DatabaseState before, Consumer<String> progress) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.before = before;
    this.progress = progress;
  }

  long records() {
    return records;
  }

  long unusable() {
    return unusable;
  }

  void read(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      readFolder(source);
    } else if (source.toString().endsWith(".zip")) {
      readArchive(source);
    } else {
      readFile(source);
    }
    if (records == 0) {
      throw new AdvisoryException(
          source
              + " holds no OSV record of npm, PyPI, Go, Maven, Debian or Alpine: nothing was"
              + " changed");
    }
  }

  private void readFolder(Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source, MOST_DEPTH)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.toString();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        if (name.endsWith(".zip")) {
          readArchive(file);
        } else if (name.endsWith(".json")) {
          readFile(file);
        }
      }
    }
  }

  private void readFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      take(in, file.toString());
    }
  }

  private void readArchive(Path file) throws IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory() && entry.getName().endsWith(".json")) {
          take(zip, file + ", one of its files");
        }
      }
    } catch (ZipException broken) {
      throw new AdvisoryException(file + " is not a readable archive: " + broken.getMessage());
    }
  }

  private void take(InputStream in, String where) throws IOException {
    byte[] json = in.readNBytes(OsvRecord.MOST_BYTES + 1);
    bytes += json.length;
    if (json.length > OsvRecord.MOST_BYTES || bytes > MOST_BYTES || records > MOST_RECORDS) {
      // Whoever goes on unpacking such an archive does what its author wants.
      throw new AdvisoryException(
          where + " is larger than advisories are: one may have 16 MiB, all together 16 GiB");
    }
    Optional<OsvRecord> record = OsvRecord.parse(json);
    if (record.isEmpty() || record.get().advisories().isEmpty()) {
      unusable++;
      return;
    }
    records++;
    add(record.get());
    if (records % REPORTED_EVERY == 0) {
      progress.accept("read " + records + " advisories");
    }
  }

  private void add(OsvRecord record) throws IOException {
    for (Advisory advisory : record.advisories()) {
      RecordWriter writer = writer(Ecosystem.of(advisory.scope()).orElseThrow());
      writer.see(record.id(), record.modified());
      if (!record.withdrawn()) {
        writer.add(advisory);
      }
    }
  }

  private RecordWriter writer(Ecosystem ecosystem) throws IOException {
    RecordWriter known = writers.get(ecosystem);
    if (known != null) {
      return known;
    }
    String files = ecosystem.word() + "-" + Long.toHexString(System.nanoTime());
    written.add(files);
    RecordWriter fresh = new RecordWriter(folder, files);
    writers.put(ecosystem, fresh);
    return fresh;
  }

  /** Completes the new files; the data of ecosystems that this import did not touch stays. */
  List<DatabaseState.Data> finish(Instant now) throws IOException {
    List<DatabaseState.Data> data = new ArrayList<>();
    for (Ecosystem ecosystem : Ecosystem.values()) {
      Optional<DatabaseState.Data> old = before.of(ecosystem);
      RecordWriter writer = writers.get(ecosystem);
      if (writer == null) {
        old.ifPresent(data::add);
        continue;
      }
      if (old.isPresent()) {
        progress.accept("joining the advisories of " + ecosystem.word() + " with those before");
        try (RecordFile file = RecordFile.open(folder, old.get().files())) {
          writer.keep(file, old.get().newest());
        }
      }
      data.add(writer.finish(ecosystem, now));
    }
    return data;
  }

  /** Deletes what the state does not name any more. */
  void removeReplaced(List<DatabaseState.Data> data) throws IOException {
    kept = true;
    Set<String> named = new HashSet<>();
    data.forEach(one -> named.add(one.files()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{records,index}")) {
      for (Path file : files) {
        if (!named.contains(file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (RecordWriter writer : writers.values()) {
      writer.close();
    }
    if (!kept) {
      for (String files : written) {
        Files.deleteIfExists(RecordFile.records(folder, files));
        Files.deleteIfExists(RecordFile.index(folder, files));
      }
    }
  }
}
