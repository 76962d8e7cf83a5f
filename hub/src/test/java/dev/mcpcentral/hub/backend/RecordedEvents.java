package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.ToolDefinition;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a backend tells, in order. */
final class RecordedEvents implements ServerEvents {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void started(String instance, List<ToolDefinition> tools) {
    events.add("started " + instance + " " + tools.stream().map(ToolDefinition::name).toList());
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
