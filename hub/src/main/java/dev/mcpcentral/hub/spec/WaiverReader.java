package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and writes {@code waivers}. */
final class WaiverReader {
  private static final String EXAMPLE =
      "waivers: [{server: shell, finding: root, reason: \"needs it\", expires: 2027-01-31}]";

  private final Problems problems;

  WaiverReader(Problems problems) {
    this.problems = problems;
  }

  List<Waiver> read(Section file) {
    List<Waiver> waivers = new ArrayList<>();
    for (Node node : file.list("waivers", EXAMPLE)) {
      waiver(Section.of(node, "a waiver", Keys.WAIVER, EXAMPLE, problems)).ifPresent(waivers::add);
    }
    return waivers;
  }

  private Optional<Waiver> waiver(Section waiver) {
    Optional<ServerName> server = waiver.value("server", "shell", ServerName::new);
    Optional<String> finding = waiver.text("finding", "CVE-2026-1234");
    Optional<String> reason = waiver.text("reason", "\"not reachable from outside\"");
    Optional<LocalDate> expires = waiver.value("expires", "2027-01-31", WaiverReader::date);
    Keys.WAIVER.stream()
        .filter(key -> waiver.node(key).isEmpty())
        .forEach(key -> problems.add(waiver.place(key), "a waiver has no " + key));
    if (server.isEmpty() || finding.isEmpty() || reason.isEmpty() || expires.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Waiver(server.get(), finding.get(), reason.get(), expires.get()));
    } catch (InvalidSpecException e) {
      problems.add(waiver.place(e.key()), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a day such as 2027-01-31", e);
    }
  }

  /** The waiver as an item of the list. */
  static String line(Waiver waiver) {
    return ("{server: " + ServerText.scalar(waiver.server().value()))
        + (", finding: " + ServerText.scalar(waiver.finding()))
        + (", reason: " + ServerText.scalar(waiver.reason()))
        + (", expires: " + waiver.expires() + "}");
  }
}
