package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a legacy client says without asking, notifications and answers to the hub's questions, in
 * the order in which it says it. What cannot be delivered is dropped: the questions of a hub that
 * is gone are gone with it.
 */
final class Mail implements AutoCloseable {
  private static final int MAX_WAITING = 1_024;

  private final Hub hub;
  private final LegacySession session;
  private final SessionStream stream;
  private final BlockingQueue<Letter> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread = Thread.ofVirtual().name("mail").unstarted(this::run);

  private record Letter(Slice message, boolean initialized) {}

  Mail(Hub hub, LegacySession session, SessionStream stream) {
    this.hub = hub;
    this.session = session;
    this.stream = stream;
    thread.start();
  }

  /** Waits for room when much is waiting already. */
  void send(Slice message) throws InterruptedException {
    waiting.put(new Letter(message, false));
  }

  /** After this one the hub may speak. */
  void sendInitialized(Slice message) throws InterruptedException {
    waiting.put(new Letter(message, true));
  }

  private void run() {
    try {
      while (true) {
        Letter letter = waiting.take();
        Ticket ticket = session.ticket();
        if (ticket != null) {
          deliver(letter, ticket);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Letter letter, Ticket ticket) throws InterruptedException {
    try {
      HttpResponse<InputStream> response = hub.tell(letter.message(), ticket.headers());
      response.body().close();
    } catch (IOException lost) {
      // Reach has told people; see above for why nothing else is done.
    }
    if (letter.initialized()) {
      stream.start();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
