package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.scan.Finding;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the gate says, as JSON. */
final class GateAnswers {
  private static final JsonMapper JSON = JsonMapper.shared();

  private GateAnswers() {}

  static ObjectNode verdict(String server, Verdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("server", server);
    node.put("source", verdict.source());
    node.put("digest", verdict.digest());
    node.put("quarantined", verdict.quarantined());
    node.put("summary", verdict.summary());
    ArrayNode findings = node.putArray("findings");
    verdict.blocking().forEach(one -> findings.add(finding(one, "blocks")));
    verdict
        .waived()
        .forEach(one ->
            findings.add(
                finding(one.finding(), "waived")
                    .put("reason", one.reason())
                    .put("expires", one.expires().toString())));
    verdict.below().forEach(one -> findings.add(finding(one, "below")));
    texts(node.putArray("unknown"), verdict.unknown());
    texts(node.putArray("notes"), verdict.notes());
    node.put("scanned", verdict.scanned().toString());
    return node;
  }

  private static ObjectNode finding(Finding finding, String effect) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", finding.id());
    texts(node.putArray("aliases"), List.copyOf(finding.aliases()));
    node.put("severity", finding.severity().word());
    node.put("subject", finding.subject());
    node.put("summary", finding.summary());
    finding.fixed().ifPresent(version -> node.put("fixed", version));
    node.put("by", finding.by());
    return node.put("effect", effect);
  }

  static ObjectNode database(DatabaseState state, Instant now) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode ecosystems = node.putArray("ecosystems");
    for (DatabaseState.Data data : state.data()) {
      ObjectNode one = ecosystems.addObject();
      one.put("ecosystem", data.ecosystem().word());
      one.put("advisories", data.advisories());
      one.put("newest", data.newest().toString());
      one.put("imported", data.imported().toString());
      one.put("old", data.old(now));
      texts(
          one.putArray("releases"),
          data.releases().stream().filter(release -> !release.isEmpty()).toList());
    }
    return node;
  }

  static ObjectNode waivers(List<Waiver> waivers, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("waivers");
    for (Waiver waiver : waivers) {
      list.addObject()
          .put("server", waiver.server().value())
          .put("finding", waiver.finding())
          .put("reason", waiver.reason())
          .put("expires", waiver.expires().toString())
          .put("expired", !waiver.counts(today));
    }
    return node;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
