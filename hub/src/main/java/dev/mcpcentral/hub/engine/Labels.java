package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.secret.SecretLookup;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The labels that say whose a container is. */
final class Labels {
  static final String SERVER = "mcp.server";
  static final String GOVERNANCE_LEVEL = "mcp.governance.level";
  static final String INSTALLATION = "mcp.installation";

  /** {@code true}: every call to it is in the audit log. */
  static final String GOVERNANCE_AUDIT = "mcp.governance.audit";

  /** Digest of the launch, so that a later hub knows whether a container is what it would start. */
  static final String LAUNCH = "mcp.launch";

  /** {@code stdio} or {@code http}. */
  static final String TRANSPORT = "mcp.transport";

  /** Raise it when the same launch must make a different container: old ones are not adopted. */
  private static final String BLUEPRINT_VERSION = "3";

  private Labels() {}

  /** {@code runtime} is empty for the engine's usual one. */
  static Map<String, String> of(String installation, Launch launch, Optional<String> runtime) {
    Map<String, String> labels = of(installation, launch.spec());
    labels.put(LAUNCH, digest(launch, runtime));
    labels.put(TRANSPORT, launch.spec().port().isPresent() ? "http" : "stdio");
    return labels;
  }

  /** What every container of a server's carries. */
  static Map<String, String> of(String installation, ServerSpec spec) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(SERVER, spec.name().value());
    labels.put(GOVERNANCE_LEVEL, spec.effectiveRisk().name().toLowerCase(Locale.ROOT));
    labels.put(GOVERNANCE_AUDIT, "true");
    labels.put(INSTALLATION, installation);
    return labels;
  }

  /**
   * SHA-256 over everything that shapes the container. Of what it is told in confidence only the
   * names are in it: a label that anybody can read must not serve to try out guesses.
   */
  static String digest(Launch launch, Optional<String> runtime) {
    ServerSpec spec = launch.spec();
    String text =
        String.join(
            "\0",
            BLUEPRINT_VERSION,
            spec.name().value(),
            spec.effectiveRisk().name(),
            launch.workload().toString(),
            String.join("\1", launch.command()),
            String.join("\1", spec.args()),
            new TreeMap<>(launch.environment()).toString(),
            disclosed(spec).toString(),
            new TreeMap<>(spec.secrets()).toString(),
            spec.mounts().toString(),
            spec.volumes().toString(),
            spec.reach().toString(),
            spec.port().toString(),
            spec.effectiveLimits().toString(),
            runtime.orElse(""));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Map<String, String> disclosed(ServerSpec spec) {
    Map<String, String> disclosed = new TreeMap<>(spec.env());
    disclosed.replaceAll((name, value) -> SecretLookup.confidential(name, value) ? "***" : value);
    return disclosed;
  }
}
