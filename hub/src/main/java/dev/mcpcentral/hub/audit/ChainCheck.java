package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.audit.AuditVerification.Problem;
import dev.mcpcentral.hub.audit.AuditVerification.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** One pass over the log; stops at the first problem, behind which nothing means anything. */
final class ChainCheck {
  private final MessageDigest sha256 = Chain.sha256();
  private final Set<Long> open = new HashSet<>();
  private byte[] lastHash = Chain.GENESIS;
  private int segments;
  private long records;
  private long intents;
  private long outcomes;
  private long firstSeq;
  private long lastSeq;
  private long tornBytes;
  private Optional<Problem> problem = Optional.empty();

  boolean isIntact() {
    return problem.isEmpty();
  }

  void segment(Path file, boolean last) throws IOException {
    segments++;
    try (SegmentReader reader = new SegmentReader(file)) {
      checkName(reader);
      boolean first = true;
      Step step = step(reader);
      while (problem.isEmpty() && step instanceof Frame frame) {
        record(reader, frame, first);
        first = false;
        step = step(reader);
      }
      if (problem.isEmpty() && step instanceof Step.Damage damage) {
        tail(reader, damage, last);
      }
    }
  }

  Report report() {
    String hash = HexFormat.of().formatHex(lastHash);
    return new Report(
        segments,
        records,
        intents,
        outcomes,
        open.size(),
        firstSeq,
        lastSeq,
        hash,
        tornBytes,
        problem);
  }

  private Step step(SegmentReader reader) throws IOException {
    try {
      return LiveTail.next(reader, lastSeq + 1);
    } catch (CorruptAuditLogException e) {
      problem = Optional.of(new Problem(reader.file(), reader.offset(), e.what()));
      return new Step.End();
    }
  }

  private void checkName(SegmentReader reader) {
    long named = SegmentName.firstSeq(reader.file());
    if (firstSeq == 0) {
      firstSeq = named;
      lastSeq = named - 1;
    } else if (named != lastSeq + 1) {
      fail(reader, 0, "records " + (lastSeq + 1) + " to " + (named - 1) + " are missing before it");
    }
  }

  private void tail(SegmentReader reader, Step.Damage damage, boolean last) throws IOException {
    if (last) {
      tornBytes = reader.fileSize() - reader.offset();
    } else {
      fail(reader, reader.offset(), damage.what());
    }
  }

  private void record(SegmentReader reader, Frame frame, boolean first) {
    long offset = reader.offset() - frame.size();
    boolean oldest = records == 0 && firstSeq > 1; // what came before was moved away
    if (frame.seq() != lastSeq + 1) {
      fail(reader, offset, "record " + frame.seq() + " where " + (lastSeq + 1) + " belongs");
    } else if (!oldest && !frame.follows(lastHash)) {
      fail(reader, offset, "a record that does not carry the hash of the record before it");
    } else {
      check(reader, offset, frame, first);
    }
    if (problem.isEmpty()) {
      records++;
      lastSeq = frame.seq();
      lastHash = frame.hash(sha256);
    }
  }

  private void check(SegmentReader reader, long offset, Frame frame, boolean first) {
    Kind kind = frame.kind();
    if (first != kind instanceof Kind.SegmentHead) {
      fail(reader, offset, "a segment must begin with its head, and have one only");
      return;
    }
    switch (kind) {
      case Kind.SegmentHead head -> head(reader, offset, head);
      case Kind.IntentRecord _ -> {
        intents++;
        open.add(frame.seq());
      }
      case Kind.OutcomeRecord outcome -> outcome(reader, offset, outcome.intent());
      case Kind.Note _ -> {}
      case Kind.Unknown _ -> fail(reader, offset, "a record of a kind unknown to this version");
    }
  }

  private void head(SegmentReader reader, long offset, Kind.SegmentHead head) {
    if (records == 0) {
      open.addAll(head.open());
    } else if (!open.equals(head.open())) {
      fail(reader, offset, "a segment head that names other open intents than there are");
    }
  }

  private void outcome(SegmentReader reader, long offset, long intent) {
    outcomes++;
    if (!open.remove(intent)) {
      fail(reader, offset, "an outcome for record " + intent + ", which is no open intent");
    }
  }

  private void fail(SegmentReader reader, long offset, String what) {
    problem = Optional.of(new Problem(reader.file(), offset, what));
  }
}
