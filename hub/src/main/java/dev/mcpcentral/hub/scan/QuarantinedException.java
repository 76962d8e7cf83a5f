package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.call.ServerName;
import java.time.LocalDate;
import java.util.List;

/** An image has findings over the gate; the message says which, and what can be done. */
public final class QuarantinedException extends RuntimeException {
  private static final int MOST_SHOWN = 10;
  private static final int WAIVER_DAYS = 30;

  private final transient Verdict verdict;

  QuarantinedException(ServerName server, Verdict verdict, LocalDate today) {
    super(message(server, verdict, today));
    this.verdict = verdict;
  }

  public Verdict verdict() {
    return verdict;
  }

  private static String message(ServerName server, Verdict verdict, LocalDate today) {
    List<Finding> blocking = verdict.blocking();
    StringBuilder text = new StringBuilder(verdict.summary());
    blocking.stream().limit(MOST_SHOWN).forEach(one -> text.append("\n  ").append(one.line()));
    if (blocking.size() > MOST_SHOWN) {
      text.append("\n  and ").append(blocking.size() - MOST_SHOWN).append(" more");
    }
    verdict.notes().forEach(note -> text.append("\nnote: ").append(note));
    text.append("\nTake a version or image without it; or live with it for a while, and say why:")
        .append(
            "\n  mcp-central waive %s %s --reason \"…\" --until %s"
                .formatted(server, blocking.getFirst().id(), today.plusDays(WAIVER_DAYS)));
    return text.toString();
  }
}
