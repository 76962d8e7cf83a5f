package dev.mcpcentral.hub.egress;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of one server, at whatever port of its outlet: who is let in, and how long. */
final class Guests implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Place place;
  private final Exchange.Rules rules;
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final Thread watcher;
  private volatile boolean closed;

  Guests(Place place, Exchange.Rules rules) {
    this.place = place;
    this.rules = rules;
    this.watcher = Thread.ofVirtual().name("egress watch").start(this::watch);
  }

  void admit(Socket client, Front front) throws IOException {
    if (!place.welcomes(client.getInetAddress())) {
      rules.denials().tell("a connection from outside of the server's network");
      client.close();
      return;
    }
    if (open.size() >= rules.bounds().connections()) {
      rules.counters().refused.increment();
      rules.denials().tell("more than " + rules.bounds().connections() + " connections at once");
      client.close();
      return;
    }
    Exchange exchange = new Exchange(client, rules);
    open.add(exchange);
    Thread.ofVirtual()
        .name("egress up")
        .start(() -> {
          exchange.run(front);
          open.remove(exchange);
        });
    if (closed) {
      exchange.close();
    }
  }

  /** Ends every connection. */
  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    open.forEach(Exchange::close);
  }

  /** Closes what is overdue; a connection lives at most this second longer than it may. */
  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        return;
      }
      open.stream().filter(Exchange::overdue).forEach(Exchange::close);
    }
  }
}
