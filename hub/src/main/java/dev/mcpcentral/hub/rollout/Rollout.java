package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.BackendException;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.oci.RegistryException;
import dev.mcpcentral.hub.rollout.RolloutReport.Result;
import dev.mcpcentral.hub.scan.QuarantinedException;
import dev.mcpcentral.hub.scan.ScanException;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.UpdateMode;
import java.util.List;
import java.util.Optional;

/**
 * One change of what is behind a name: prepare, probe, start, shift, try, write, retire. Before the
 * last but one step any failure leaves the old version serving, and nothing declared.
 */
final class Rollout {
  private final Seat seat;
  private final Change change;
  private final Rolling rolling;
  private final Images.Progress progress;
  private final ServerName name;
  private final String from;
  private String to;

  Rollout(Seat seat, Change change, Rolling rolling, Images.Progress progress) {
    this.seat = seat;
    this.change = change;
    this.rolling = rolling;
    this.progress = progress;
    this.name = seat.name();
    this.from = RolloutJournal.form(seat.spec());
    this.to = RolloutJournal.form(change.spec());
  }

  RolloutReport run() {
    if (!seat.changing().tryAcquire()) {
      throw new FleetException("'" + name + "' is being changed already: wait until that is done");
    }
    try {
      return steps();
    } catch (QuarantinedException
        | ScanException
        | RegistryException
        | ImageException
        | EngineException
        | BackendException
        | ConfigurationException failed) {
      throw new FleetException(
          "%s; '%s' is as it was".formatted(failed.getMessage(), name), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FleetException("interrupted; '" + name + "' is as it was", interrupted);
    } finally {
      seat.coming(null);
      seat.changing().release();
    }
  }

  private RolloutReport steps() throws BackendException, InterruptedException {
    try {
      Preparation ready = Preparation.of(change.spec(), rolling.workshop(), progress);
      ServerSpec pinned = change.spec().withSource(rolling.sources().parse(ready.source()));
      to = RolloutJournal.form(pinned);
      if (!change.dryRun()) {
        rolling.file().checkChange(pinned);
        note(RolloutStep.PREPARED);
      }
      if (pinned.equals(seat.spec()) && sameContent(ready)) {
        return report(Result.UNCHANGED, List.of(), "it is what runs already");
      }
      List<DefinitionChange> changes = compared(ready, pinned);
      if (change.dryRun()) {
        return report(Result.WOULD_CHANGE, changes, "nothing was changed");
      }
      if (!changes.isEmpty() && !change.acceptChanges()) {
        return report(
            Result.CHANGES_NOT_ACCEPTED,
            changes,
            "definitions differ, so the old version serves on: look at them, then repeat with --accept-changes");
      }
      note(RolloutStep.PROBED);
      ready.prepared().ifPresent(prepared -> rolling.probe().publish(pinned, prepared, progress));
      return takeOver(ready, pinned, changes);
    } catch (BackendException | InterruptedException | RuntimeException failed) {
      rolling.journal().done(name);
      throw failed;
    }
  }

  private boolean sameContent(Preparation ready) {
    return seat.server().standing().digest().equals(Optional.of(ready.digest()));
  }

  /** What it defines otherwise; nothing is compared with a server that was never seen. */
  private List<DefinitionChange> compared(Preparation ready, ServerSpec pinned)
      throws BackendException {
    if (change.known()) {
      return List.of();
    }
    progress.step("starting a throw-away instance to see its definitions");
    Offer after = rolling.probe().see(ready, pinned);
    Offer before = seat.server().standing().offer();
    return before.equals(Offer.NONE) ? List.of() : DefinitionDiff.of(before, after);
  }

  private RolloutReport takeOver(
      Preparation ready, ServerSpec pinned, List<DefinitionChange> changes)
      throws InterruptedException {
    WantedServer wanted = new WantedServer(pinned, "", seat.declared().waivers());
    Generation fresh = new Generation(rolling.servers().managed(wanted));
    Takeover takeover =
        pinned.effectiveUpdate() == UpdateMode.REPLACE
            ? new Replacement(seat, fresh, progress)
            : new Beside(seat, fresh, progress);
    seat.coming(wanted);
    Generation old = takeover.begin(() -> note(RolloutStep.STARTED));
    Optional<String> trouble;
    try {
      trouble = proven(fresh, old, pinned);
    } catch (InterruptedException | RuntimeException failed) {
      back(takeover, old);
      throw failed;
    }
    if (trouble.isPresent()) {
      back(takeover, old);
      return report(Result.ROLLED_BACK, changes, trouble.get() + ": the old version serves again");
    }
    try {
      note(RolloutStep.WRITTEN);
      rolling.versions().took(name, ready.version(), ready.recall(), ready.digest(), change.how());
    } finally {
      Drain.begin(seat, old, this::retired);
    }
    return report(Result.DONE, changes, "");
  }

  private void back(Takeover takeover, Generation old) throws InterruptedException {
    takeover.undo(old);
    rolling.publication().now();
  }

  /** Why it must go back; empty when it serves well and is declared. */
  private Optional<String> proven(Generation fresh, Generation old, ServerSpec pinned)
      throws InterruptedException {
    rolling.publication().now();
    note(RolloutStep.SHIFTED);
    if (!change.known()) {
      progress.step("it serves; watching it for " + Trial.LENGTH.toSeconds() + " s");
      Optional<String> trouble = new Trial(fresh, old).run();
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    if (seat.closed()) {
      return Optional.of("it was declared otherwise meanwhile");
    }
    try {
      rolling.servers().apply(change.write().apply(pinned));
      return Optional.empty();
    } catch (ConfigurationException refused) {
      return Optional.of("it cannot be declared: " + refused.getMessage());
    }
  }

  private void retired() {
    note(RolloutStep.RETIRED);
    rolling.journal().done(name);
  }

  private void note(RolloutStep step) {
    rolling.journal().note(name, change.how(), from, to, step);
  }

  private RolloutReport report(Result result, List<DefinitionChange> changes, String detail) {
    if (result != Result.DONE) {
      rolling.journal().done(name);
    }
    return new RolloutReport(name, result, from, to, changes, detail);
  }
}
