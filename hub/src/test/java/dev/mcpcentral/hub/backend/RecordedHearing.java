package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a server says that belongs to no request. */
final class RecordedHearing implements Hearing {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Override
  public void listChanged() {
    heard.add("list changed");
  }

  @Override
  public void resourceUpdated(Envelope.Notification update) {
    heard.add("updated " + update.body().string("uri"));
  }

  @Override
  public void logged(Envelope.Notification message) {
    heard.add("logged " + message.body().json("data"));
  }

  String next() throws InterruptedException {
    String one = heard.poll(5, TimeUnit.SECONDS);
    if (one == null) {
      throw new AssertionError("nothing was heard");
    }
    return one;
  }

  boolean isSilent() {
    return heard.isEmpty();
  }
}
