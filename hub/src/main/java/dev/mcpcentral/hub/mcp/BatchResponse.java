package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The response to a batch: an event stream where the client reads one, otherwise an array. */
final class BatchResponse implements Outlet {
  private final Exchange exchange;
  private final PostResponse post;
  private final Queue<Slice> answers = new ConcurrentLinkedQueue<>();

  BatchResponse(Exchange exchange, PostResponse post) {
    this.exchange = exchange;
    this.post = post;
  }

  @Override
  public void notify(Slice notification) {
    post.notify(notification);
  }

  @Override
  public boolean put(Slice message) {
    return post.put(message);
  }

  /** One of several; within a batch there is no status. */
  @Override
  public void answer(int status, Slice response) {
    if (!post.put(response)) {
      answers.add(response);
    }
  }

  @Override
  public void pulse() {
    post.pulse();
  }

  /** Every request has been answered. */
  void end() {
    if (!post.finish()) {
      exchange.send(200, "application/json", array());
    }
  }

  private Slice array() {
    JsonBuffer json = new JsonBuffer(1024);
    String before = "[";
    for (Slice answer : answers) {
      json.raw(before).slice(answer);
      before = ",";
    }
    return json.raw("]").slice();
  }
}
