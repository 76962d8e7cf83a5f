package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.advisory.PackageVersion;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From what is known about an image to a verdict for one server on one day. */
final class Judgement {
  private final DatabaseState data;
  private final List<Waiver> waivers;
  private final Instant now;

  Judgement(DatabaseState data, List<Waiver> waivers, Instant now) {
    this.data = data;
    this.waivers = waivers;
    this.now = now;
  }

  /** Waivers end with a day in UTC, wherever the hub runs. */
  static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  Verdict of(ServerName server, Kept kept) {
    List<Finding> blocking = new ArrayList<>();
    List<Verdict.Waived> waived = new ArrayList<>();
    List<Finding> below = new ArrayList<>();
    List<String> notes = new ArrayList<>(kept.notes());
    for (Finding finding : kept.findings()) {
      if (!finding.severity().overGate()) {
        below.add(finding);
        continue;
      }
      Optional<Waiver> waiver = waiver(server, finding, notes);
      if (waiver.isPresent()) {
        waived.add(new Verdict.Waived(finding, waiver.get().reason(), waiver.get().expires()));
      } else {
        blocking.add(finding);
      }
    }
    old(kept.examination()).forEach(notes::add);
    return new Verdict(
        kept.examination().source(),
        kept.examination().digest(),
        blocking,
        waived,
        below,
        unknown(kept.examination()),
        notes.stream().distinct().toList(),
        kept.scanned());
  }

  private Optional<Waiver> waiver(ServerName server, Finding finding, List<String> notes) {
    Optional<Waiver> counting = Optional.empty();
    for (Waiver waiver : waivers) {
      if (waiver.server().equals(server) && finding.named(waiver.finding())) {
        if (waiver.counts(today(now))) {
          counting = Optional.of(waiver);
        } else {
          notes.add("the waiver of " + waiver.finding() + " expired on " + waiver.expires());
        }
      }
    }
    return counting;
  }

  /** What no advisory of ours could name. Never counted as clean. */
  private List<String> unknown(Examination examination) {
    Map<String, Integer> unknown = new TreeMap<>(examination.scopes());
    for (PackageVersion one : examination.packages()) {
      if (data.covers(one)) {
        unknown.remove(one.scope());
      }
    }
    return unknown.entrySet().stream()
        .map(scope ->
            scope.getKey()
                + ": no advisory data, "
                + Verdict.count(scope.getValue(), "package")
                + " not checked")
        .toList();
  }

  private List<String> old(Examination examination) {
    return data.data().stream()
        .filter(
            one -> examination.packages().stream().anyMatch(p -> p.ecosystem() == one.ecosystem()))
        .filter(one -> one.old(now))
        .map(one ->
            "the advisory data of "
                + one.ecosystem().word()
                + " is "
                + Duration.between(one.newest(), now).toDays()
                + " days old: mcp-central advisories import takes newer data")
        .toList();
  }
}
