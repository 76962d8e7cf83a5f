package dev.mcpcentral.hub.advisory;

import dev.mcpcentral.hub.store.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The advisories of this installation, below {@code $MCP_CENTRAL_HOME/advisories}: imported by the
 * operator, looked up without network. Safe for concurrent use; imports are serial.
 */
public final class Advisories {
  private static final String STATE = "database.json";

  private final Path folder;
  private final InstantSource clock;

  public Advisories(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** What data there is; read anew each time, so that imports of other processes count. */
  public DatabaseState state() {
    Optional<byte[]> written = DurableFile.read(folder.resolve(STATE));
    return written.isEmpty() ? DatabaseState.EMPTY : state(written.get());
  }

  private DatabaseState state(byte[] written) {
    try {
      DatabaseState.Data[] data = RecordFile.JSON.readValue(written, DatabaseState.Data[].class);
      String fingerprint =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written), 0, 8);
      return new DatabaseState(fingerprint, List.of(data));
    } catch (JacksonException damaged) {
      throw new AdvisoryException(
          folder.resolve(STATE) + " is damaged: delete it, then import the advisories again",
          damaged);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Takes OSV data over: one JSON file, a folder of such files, or an export archive (.zip).
   * Records that are there already are replaced, those that were withdrawn go.
   *
   * @throws AdvisoryException when the source cannot be read or holds no usable record; nothing has
   *     changed then
   */
  public synchronized ImportReport importFrom(Path source, Consumer<String> progress) {
    try (var run = new AdvisoryImport(folder, state(), progress)) {
      run.read(source);
      List<DatabaseState.Data> data = run.finish(clock.instant());
      DurableFile.replace(folder.resolve(STATE), RecordFile.JSON.writeValueAsBytes(data));
      run.removeReplaced(data);
      return new ImportReport(run.records(), run.unusable(), state());
    } catch (IOException failed) {
      throw new AdvisoryException("Importing " + source + " failed: " + failed, failed);
    }
  }

  /** What is known against these packages, in their order, worst first for each. */
  public List<Match> matches(Collection<PackageVersion> packages) {
    try {
      return find(packages);
    } catch (IOException replaced) {
      return findAgain(packages);
    }
  }

  /** An import may have replaced the files between reading the state and opening them. */
  private List<Match> findAgain(Collection<PackageVersion> packages) {
    try {
      return find(packages);
    } catch (IOException unreadable) {
      throw new AdvisoryException(
          "The advisory data below " + folder + " cannot be read: import it again", unreadable);
    }
  }

  private List<Match> find(Collection<PackageVersion> packages) throws IOException {
    DatabaseState state = state();
    Map<Ecosystem, List<PackageVersion>> byEcosystem =
        packages.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(
                    PackageVersion::ecosystem,
                    () -> new EnumMap<>(Ecosystem.class),
                    Collectors.toList()));
    List<Match> matches = new ArrayList<>();
    for (var wanted : byEcosystem.entrySet()) {
      Optional<DatabaseState.Data> data = state.of(wanted.getKey());
      if (data.isPresent()) {
        try (RecordFile file = RecordFile.open(folder, data.get().files())) {
          for (PackageVersion one : wanted.getValue()) {
            matches.addAll(merged(one, file.find(one.name())));
          }
        }
      }
    }
    return matches;
  }

  private static List<Match> merged(PackageVersion one, List<Advisory> advisories) {
    List<Match> merged = new ArrayList<>();
    advisories.stream()
        .filter(advisory -> advisory.affects(one))
        .map(advisory -> match(one, advisory))
        .sorted(Comparator.comparing(Match::severity).reversed().thenComparing(Match::id))
        .forEach(match -> add(merged, match));
    return merged;
  }

  /** A match joins the one that speaks of the same vulnerability, and may join two of them. */
  private static void add(List<Match> merged, Match match) {
    List<Match> same = merged.stream().filter(match::same).toList();
    if (same.isEmpty()) {
      merged.add(match);
      return;
    }
    Match first = same.getFirst();
    Match all = same.stream().skip(1).reduce(first, Match::with).with(match);
    merged.set(merged.indexOf(first), all);
    merged.removeAll(same.subList(1, same.size()));
  }

  private static Match match(PackageVersion one, Advisory advisory) {
    return new Match(
        one,
        advisory.id(),
        java.util.Set.copyOf(advisory.aliases()),
        advisory.severity(),
        advisory.summary(),
        advisory.fixedAfter(one));
  }
}
