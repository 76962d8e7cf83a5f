package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerTest {
  @Test
  void sampleOfTheUpstreamItselfHasCpuMemoryAndEveryCall() throws Exception {
    try (UpstreamProcess upstream = UpstreamProcess.start(256, 1)) {
      Target direct = Target.at(Target.DIRECT, upstream.port(), "echo", upstream.pid());
      Sample sample = new Sampler(upstream).measure(1, direct, plan(direct.address()));
      assertThat(sample.load().errors()).isEmpty();
      assertThat(sample.upstreamCallsPerCall()).isBetween(0.8, 1.3);
      assertThat(sample.cpuMicrosPerCall()).isBetween(1.0, 1_000.0);
      assertThat(sample.residentMb()).isGreaterThan(20);
      assertThat(ProcessHandle.of(upstream.pid())).isPresent();
    }
  }

  @Test
  void targetThatAnswersByItselfIsSeenToForwardNothing() throws Exception {
    try (UpstreamProcess upstream = UpstreamProcess.start(256, 1);
        FaultyServer impostor = new FaultyServer(id -> FaultyServer.ok(FaultyServer.result(id)))) {
      Target target =
          new Target("cache", impostor.address(), "echo", ProcessHandle.current().pid());
      Sample sample = new Sampler(upstream).measure(1, target, plan(target.address()));
      assertThat(sample.load().calls()).isPositive();
      assertThat(sample.upstreamCallsPerCall()).isZero();
    }
  }

  private static LoadPlan plan(URI address) {
    return new LoadPlan(
        address,
        "echo",
        "",
        4,
        1,
        0,
        Duration.ofMillis(300),
        Duration.ofMillis(700),
        1_000_000,
        256,
        Duration.ofSeconds(5));
  }
}
