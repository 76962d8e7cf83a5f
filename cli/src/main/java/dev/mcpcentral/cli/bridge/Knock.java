package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out at the start whether the hub is there and lets us in, and tells people. */
final class Knock implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A GET without a session is refused by an endpoint that would talk to us. */
  private static final Set<Integer> WELCOME = Set.of(200, 400, 405, 406);

  private final Hub hub;
  private final HubAddress address;
  private final Consumer<String> people;
  private final Thread thread = Thread.ofVirtual().name("knock").unstarted(this::run);

  Knock(Hub hub, HubAddress address, Consumer<String> people) {
    this.hub = hub;
    this.address = address;
    this.people = people;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!answered()) {
        Thread.sleep(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered() throws InterruptedException {
    try {
      HttpResponse<InputStream> response = hub.get(Map.of());
      response.body().close();
      if (!WELCOME.contains(response.statusCode())) {
        people.accept(Refusals.meaning(response.statusCode(), Slice.of(""), address));
      }
      return true;
    } catch (IOException nobody) {
      return false; // Reach tells people
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
