package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Advisories;
import dev.mcpcentral.hub.advisory.AdvisoryException;
import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Materials;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.sbom.ContentException;
import dev.mcpcentral.hub.sbom.ImageContent;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Waiver;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets images through that have no finding of high severity, or whose findings the operator has
 * waived. An image is read once; what was found is used again until the advisory data or the tools
 * change. Blocking; safe for concurrent use.
 */
public final class Gate {
  private static final System.Logger LOG = System.getLogger(Gate.class.getName());

  private final Archive archive;
  private final Advisories advisories;
  private final OtherScanners others;
  private final Supplier<Optional<ImageStore>> store;
  private final InstantSource clock;
  private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile List<Waiver> waivers = List.of();

  /**
   * A gate.
   *
   * @param scans where what was found is kept
   * @param others Trivy and Grype, where they are installed
   * @param store asked for images that somebody else built; empty without a Docker engine
   */
  public Gate(
      Path scans,
      Advisories advisories,
      OtherScanners others,
      Supplier<Optional<ImageStore>> store,
      InstantSource clock) {
    this.archive = new Archive(scans);
    this.advisories = advisories;
    this.others = others;
    this.store = store;
    this.clock = clock;
  }

  /** The waivers that count from now on; the expired among them are told and do not count. */
  public void waivers(List<Waiver> declared) {
    waivers = List.copyOf(declared);
  }

  /**
   * Lets a prepared server through.
   *
   * @throws QuarantinedException when it has findings over the gate that nobody has waived
   * @throws ScanException when it cannot be scanned, which is no reason to let it through
   */
  public Verdict check(ServerSpec spec, Prepared prepared, Images.Progress progress) {
    Verdict verdict = verdict(spec, prepared, progress, false);
    if (verdict.quarantined()) {
      throw new QuarantinedException(spec.name(), verdict, Judgement.today(clock.instant()));
    }
    return verdict;
  }

  /**
   * The verdict on a prepared server.
   *
   * @param again whether to read the image anew although it is known
   * @throws ScanException when it cannot be scanned
   */
  public Verdict verdict(
      ServerSpec spec, Prepared prepared, Images.Progress progress, boolean again) {
    ReentrantLock lock = locks.computeIfAbsent(prepared.digest(), _ -> new ReentrantLock());
    lock.lock();
    try {
      DatabaseState data = advisories.state();
      Kept kept = kept(spec, prepared, progress, again, data);
      return new Judgement(data, waivers, clock.instant()).of(spec.name(), kept);
    } catch (ContentException | AdvisoryException | StoreException failed) {
      throw new ScanException(
          "'" + spec.name() + "' could not be scanned: " + failed.getMessage(), failed);
    } finally {
      lock.unlock();
    }
  }

  private Kept kept(
      ServerSpec spec,
      Prepared prepared,
      Images.Progress progress,
      boolean again,
      DatabaseState data) {
    Optional<Kept> known = again ? Optional.empty() : archive.find(prepared.digest());
    if (known.isPresent() && current(known.get(), data)) {
      return known.get();
    }
    Examination examination =
        known.isPresent()
            ? known.get().examination()
            : examine(spec.name(), spec.source(), prepared, progress);
    Kept fresh = compare(examination, data, progress);
    archive.keep(fresh);
    return fresh;
  }

  private boolean current(Kept kept, DatabaseState data) {
    return kept.database().equals(data.fingerprint())
        && kept.tools().equals(others.installed())
        && others.recent(kept.scanned(), clock.instant());
  }

  private Examination examine(
      ServerName server, Source source, Prepared prepared, Images.Progress progress) {
    progress.step("scanning the image of " + server);
    try (ImageContent content = ImageContent.of(prepared, store)) {
      Examiners.Seen seen = new Examiners().examine(source, prepared, content);
      archive.keepSbom(prepared.digest(), seen.sbom());
      prepared.materials().ifPresent(made -> besideTheShelf(made, seen.sbom()));
      return seen.examination();
    }
  }

  /** Where a person looks for it; a folder that cannot be written is no reason to stop. */
  private static void besideTheShelf(Materials made, String sbom) {
    try {
      Files.writeString(made.lock().resolveSibling("sbom.cdx.json"), sbom);
    } catch (IOException unwritable) {
      LOG.log(System.Logger.Level.DEBUG, "no SBOM beside " + made.lock() + ": " + unwritable);
    }
  }

  private Kept compare(Examination examination, DatabaseState data, Images.Progress progress) {
    Instant now = clock.instant();
    Findings findings = new Findings();
    findings.addAll(examination.checks());
    findings.addAll(advisories.matches(examination.packages()).stream().map(Finding::of).toList());
    List<String> notes = new ArrayList<>();
    List<String> tools = others.installed();
    if (!tools.isEmpty()) {
      progress.step("asking " + String.join(" and ", others.names()) + " too");
      findings.addAll(others.scan(archive.sbom(examination.digest()), notes::add));
    }
    return new Kept(examination, data.fingerprint(), tools, findings.sorted(), notes, now);
  }

  /** The CycloneDX document of an image that was scanned. */
  public Optional<Path> sbom(String digest) {
    return Optional.of(archive.sbom(digest)).filter(Files::isRegularFile);
  }

  public Advisories advisories() {
    return advisories;
  }
}
