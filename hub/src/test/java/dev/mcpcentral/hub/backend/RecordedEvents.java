package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a backend tells, in order. */
final class RecordedEvents implements ServerEvents {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void started(String instance, Offer offer) {
    List<String> tools = offer.list(Listing.TOOLS).stream().map(Definition::key).toList();
    events.add("started " + instance + " " + tools);
  }

  @Override
  public void resourceUpdated(String uri, Slice params) {
    events.add("updated " + uri + " " + params.text());
  }

  @Override
  public void ended(String how) {
    events.add("ended " + how);
  }

  @Override
  public void line(String text) {
    events.add("line " + text);
  }

  String next() throws InterruptedException {
    String event = events.poll(5, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event came");
    }
    return event;
  }

  List<String> all() {
    return List.copyOf(events);
  }
}
