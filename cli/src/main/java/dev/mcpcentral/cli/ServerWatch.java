package dev.mcpcentral.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells how the servers get on after a start, until none is being prepared any more. */
final class ServerWatch implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final AdminClient client;
  private final Output output;
  private final Map<String, String> told = new HashMap<>();

  ServerWatch(AdminClient client, Session session) {
    this.client = client;
    this.output = session.output();
  }

  @Override
  public void run() {
    try {
      while (look()) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CommandFailure e) {
      // The hub is stopping, which is told elsewhere.
      told.clear();
    }
  }

  /** Whether there is more to come. */
  private boolean look() {
    Fields status = Fields.of(client.get("/status"));
    List<Fields> servers = status.objects("servers");
    servers.forEach(this::tell);
    return servers.isEmpty() || servers.stream().anyMatch(ServerWatch::preparing);
  }

  private static boolean preparing(Fields server) {
    return server.text("state").equals("preparing");
  }

  private void tell(Fields server) {
    String name = server.text("name");
    String now = line(server);
    if (!now.equals(told.put(name, now))) {
      output.progress("  " + name + ": " + now);
    }
  }

  private static String line(Fields server) {
    String state = server.text("state");
    String detail = server.text("detail");
    boolean usable = state.equals("ready") || state.equals("running");
    return state
        + (usable ? ", " + server.shown("tools") + " tools" : "")
        + (detail.isEmpty() ? "" : ": " + detail);
  }
}
