package dev.mcpcentral.hub.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void everyActionRunsOnce() {
    cancellation.onCancel(runs::incrementAndGet);
    cancellation.onCancel(runs::incrementAndGet);
    assertThat(runs).hasValue(0);
    cancellation.cancel();
    cancellation.cancel();
    assertThat(runs).hasValue(2);
  }

  @Test
  void actionAfterCancellationRunsAtOnce() {
    cancellation.cancel();
    cancellation.onCancel(runs::incrementAndGet);
    assertThat(runs).hasValue(1);
  }

  @Test
  void noActionIsLostOrRunTwiceInARace() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      Cancellation racing = new Cancellation();
      AtomicInteger ran = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      Thread canceller =
          Thread.startVirtualThread(() -> {
            go.countDown();
            racing.cancel();
          });
      go.await();
      racing.onCancel(ran::incrementAndGet);
      canceller.join();
      assertThat(ran).hasValue(1);
    }
  }
}
