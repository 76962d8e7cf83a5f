package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.rollout.Explanation;
import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as JSON. Names of the environment are in it, values and arguments are not. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ServerSpec spec = explanation.spec();
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("name", spec.name().value());
    node.put("source", source(spec));
    node.put("enabled", spec.oversight().enabled());
    node.put("reviewed", spec.oversight().reviewed());
    node.set("risk", risk(spec));
    node.put("isolation", explanation.isolation());
    explanation.refused().ifPresent(why -> node.put("refused", why));
    reach(spec, node);
    ArrayNode gaps = node.putArray("egressGaps");
    explanation.gaps().forEach(gaps::add);
    node.set("limits", limits(spec.effectiveLimits()));
    node.put("instances", Answers.lower(spec.effectiveInstances()));
    node.put("scanGate", "high");
    node.set("planned", planned(spec.effectiveRisk()));
    node.set("waivers", waivers(explanation));
    return node;
  }

  /** A remote server's address may hold a key in its query. */
  private static String source(ServerSpec spec) {
    return spec.source() instanceof Source.Remote remote ? remote.toString() : spec.source().text();
  }

  private static ObjectNode risk(ServerSpec spec) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("declared", Answers.lower(spec.risk()));
    node.put("effective", Answers.lower(spec.effectiveRisk()));
    ArrayNode reasons = node.putArray("reasons");
    spec.riskFloors()
        .forEach(floor ->
            reasons.addObject().put("level", Answers.lower(floor.level())).put("why", floor.why()));
    return node;
  }

  private static void reach(ServerSpec spec, ObjectNode node) {
    node.put("network", network(spec));
    ArrayNode egress = node.putArray("egress");
    spec.reach().egress().forEach(entry -> egress.add(entry.toString()));
    node.put("egressLearned", spec.reach().learning());
    ArrayNode grants = node.putArray("grants");
    spec.reach().grants().forEach(grant -> grants.add(Answers.lower(grant)));
    ArrayNode mounts = node.putArray("mounts");
    spec.mounts()
        .forEach(mount ->
            mounts
                .addObject()
                .put("source", mount.source().toString())
                .put("target", mount.target())
                .put("mode", mount.readOnly() ? "ro" : "rw"));
    ArrayNode volumes = node.putArray("volumes");
    spec.volumes()
        .forEach(volume ->
            volumes.addObject().put("name", volume.name()).put("target", volume.target()));
    ArrayNode env = node.putArray("env");
    spec.env().keySet().forEach(env::add);
  }

  private static String network(ServerSpec spec) {
    if (spec.source() instanceof Source.Remote) {
      return "runs elsewhere";
    }
    if (spec.network() == Network.OPEN) {
      return "its own, open to everything";
    }
    if (spec.reach().learning()) {
      return "its own, to every public address while its egress is learned";
    }
    if (spec.reach().guarded()) {
      return "its own, only to the addresses of egress";
    }
    return spec.port().isPresent() ? "its own, to nothing but the hub" : "none";
  }

  private static ObjectNode limits(Limits limits) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("memoryBytes", limits.memoryBytes())
        .put("cpus", limits.cpus())
        .put("pids", limits.pids())
        .put("files", limits.files())
        .put("tmpBytes", limits.tmpBytes());
  }

  /** What the level will mean for calls; nothing of it is enforced yet. */
  private static ObjectNode planned(RiskLevel level) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    return switch (level) {
      case LOW -> node.put("approval", "none").put("rate", "50 calls a second for each principal");
      case MEDIUM ->
          node.put("approval", "first use of each tool definition")
              .put("rate", "10 calls a second for each principal");
      case HIGH ->
          node.put("approval", "every call")
              .put("rate", "1 call a second for each principal, 2 at once");
    };
  }

  private static ArrayNode waivers(Explanation explanation) {
    ArrayNode waivers = JsonMapper.shared().createArrayNode();
    explanation
        .waivers()
        .forEach(waiver ->
            waivers
                .addObject()
                .put("finding", waiver.finding())
                .put("reason", waiver.reason())
                .put("expires", waiver.expires().toString())
                .put("counts", waiver.counts(explanation.today())));
    return waivers;
  }
}
