package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.sse.SseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stream on which the hub says what belongs to no request. It is opened again whenever it ends,
 * where it ended, with longer and longer pauses while nobody answers.
 */
final class SessionStream implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Hub hub;
  private final LegacySession session;
  private final Incoming incoming;
  private final ClientOutput client;
  private final Thread thread = Thread.ofVirtual().name("session stream").unstarted(this::run);
  private Duration pause = FIRST_PAUSE;
  private @Nullable String lastEvent;
  private boolean closed;

  SessionStream(Hub hub, LegacySession session, Incoming incoming, ClientOutput client) {
    this.hub = hub;
    this.session = session;
    this.incoming = incoming;
    this.client = client;
  }

  /** Begins, once. */
  synchronized void start() {
    if (!closed && thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  private void run() {
    try {
      boolean offered = true;
      while (offered) {
        offered = attempt();
        Thread.sleep(pause);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is worth while to come again. */
  private boolean attempt() throws InterruptedException {
    Ticket ticket = session.ticket();
    if (ticket == null) {
      return true;
    }
    try {
      HttpResponse<InputStream> response = hub.get(ticket.headers(lastEvent));
      if (response.statusCode() == 200 && Incoming.isStream(response)) {
        pause = FIRST_PAUSE;
        incoming.read(response, this::take);
        return true;
      }
      response.body().close();
      if (response.statusCode() == NOT_FOUND) {
        session.renewed(ticket);
        lastEvent = null;
        return true;
      }
      longerPause();
      return response.statusCode() != NOT_ALLOWED;
    } catch (IOException brokenOff) {
      Thread.interrupted(); // the flag of a stream that was broken off for its silence
      if (isClosed()) {
        throw new InterruptedException();
      }
      longerPause();
      return true;
    }
  }

  private void take(SseEvent event) {
    event.id().ifPresent(id -> lastEvent = id);
    if (event.data().length() > 0) {
      client.write(event.data());
    }
  }

  private void longerPause() {
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
  }
}
