package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * A well-behaved client that calls a well-behaved server all the time, to see that nothing which
 * happens meanwhile disturbs it.
 */
final class Neighbour implements AutoCloseable {
  private final URI endpoint;
  private final Duration slowest;
  private final Callers callers = new Callers(1);
  private final Future<List<Duration>> calls;
  private volatile boolean leaving;

  /**
   * @param slowest how long any one of its calls may take
   */
  Neighbour(URI endpoint, Duration slowest) {
    this.endpoint = endpoint;
    this.slowest = slowest;
    this.calls = callers.one(this::callAllTheTime);
  }

  private List<Duration> callAllTheTime() throws InterruptedException {
    var durations = new ArrayList<Duration>();
    for (int n = 0; !leaving; n++) {
      String text = "neighbour " + n;
      long started = System.nanoTime();
      Reply reply = ModernRequest.call("well__echo", Map.of("text", text)).send(endpoint);
      durations.add(Duration.ofNanos(System.nanoTime() - started));
      assertThat(reply.text()).as("%s", reply).isEqualTo(text);
      Thread.sleep(20);
    }
    return durations;
  }

  /** Ends the calls; fails if one of them failed or was slow. */
  void assertUndisturbed() throws Exception {
    leaving = true;
    assertThat(calls.get())
        .isNotEmpty()
        .allSatisfy(duration -> assertThat(duration).isLessThan(slowest));
  }

  @Override
  public void close() {
    leaving = true;
    callers.close();
  }
}
