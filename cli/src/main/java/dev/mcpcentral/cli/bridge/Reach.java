package dev.mcpcentral.cli.bridge;

import java.time.Duration;
import java.util.function.Consumer;

/** Whether the hub answers; people are told when that changes, once. */
final class Reach {
  private static final long UP = 0;

  private final HubAddress address;
  private final Duration patience;
  private final Consumer<String> people;
  private long downSince = UP;
  private boolean told;

  /**
   * @param patience for how long a hub that went away is waited for before requests are refused
   */
  Reach(HubAddress address, Duration patience, Consumer<String> people) {
    this.address = address;
    this.patience = patience;
    this.people = people;
  }

  /** The hub has answered. */
  synchronized void up() {
    if (!told || downSince != UP) {
      people.accept((told ? "connected again to " : "connected to ") + address);
    }
    told = true;
    downSince = UP;
  }

  /** Nobody answers; whether it is worth while to try again at once. */
  synchronized boolean down() {
    long now = System.nanoTime();
    if (downSince == UP) {
      downSince = now == UP ? 1 : now;
      people.accept(nobody() + "; trying on");
      told = true;
    }
    return now - downSince < patience.toNanos();
  }

  /** What to do when nobody answers. */
  String nobody() {
    return "no hub at " + address.hub() + ": start it with mcp-central up";
  }
}
