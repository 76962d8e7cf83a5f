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
      assertThat(sample.upstreamCallsPerCall()).isPositive();
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
    // Ends by its calls, not by the clock, so that it says the same on a busy machine.
    return new LoadPlan(
        address,
        "echo",
        "",
        4,
        1,
        0,
        Duration.ZERO,
        Duration.ofSeconds(30),
        20_000,
        256,
        Duration.ofSeconds(10));
  }
}
