package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.Form;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Life;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Pool;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.SecretReference;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Builds specs for tests, so that a new component of the record changes one place. */
public final class TestSpec {
  public final List<String> args = new ArrayList<>();
  public final Map<String, String> env = new LinkedHashMap<>();
  public final List<Mount> mounts = new ArrayList<>();
  public final List<Volume> volumes = new ArrayList<>();
  public String name = "probe";
  public RiskLevel risk = RiskLevel.LOW;
  public Network network = Network.NONE;
  public final List<Egress> egress = new ArrayList<>();
  public final Set<Grant> grants = EnumSet.noneOf(Grant.class);
  public OptionalInt port = OptionalInt.empty();
  public DeclaredLimits limits = DeclaredLimits.NONE;
  public boolean reviewed = true;
  public boolean enabled = true;
  public Instances instances = Instances.SHARED;
  public Pool pool = Pool.DEFAULT;
  public boolean learning;
  public final Map<String, SecretReference> secrets = new LinkedHashMap<>();

  /** A server that runs one line of shell; the image's or machine's own shell, in a test only. */
  public static TestSpec shell(String script) {
    TestSpec spec = new TestSpec();
    spec.args.addAll(List.of("-c", script));
    return spec;
  }

  public ServerSpec build() {
    return new ServerSpec(
        new ServerName(name),
        new Source.ImageReference("test/probe:1"),
        List.of(),
        new Oversight(risk, reviewed, enabled),
        args,
        env,
        mounts,
        volumes,
        new Reach(network, egress, grants, learning),
        port,
        "/mcp",
        limits,
        EraPin.AUTO,
        Duration.ofSeconds(10),
        new Life(Form.CONTAINER, instances, Optional.empty(), pool),
        secrets);
  }

  public Launch launch(Workload workload) {
    return new Launch(build(), workload, List.of("/bin/sh"), Map.of());
  }
}
