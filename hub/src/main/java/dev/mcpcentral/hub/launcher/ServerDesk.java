package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.ContainerDesk;
import dev.mcpcentral.hub.engine.DiscoveryTerms;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ForeignContainer;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.LogFollower;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.engine.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Answers the verbs about servers in general. */
final class ServerDesk {
  private static final Duration TERMS_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOK_UP = Duration.ofSeconds(5);
  private static final int MAX_LINES = 10_000;

  /** Each has a stream of the engine's own. */
  private static final int MAX_FOLLOWERS = 16;

  private final Semaphore followers = new Semaphore(MAX_FOLLOWERS);
  private final Engine engine;
  private final ContainerDesk desk;
  private final Berths berths;
  private final Guard guard;
  private final ServerLogs logs;

  ServerDesk(Engine engine, ContainerDesk desk, Berths berths, Guard guard, ServerLogs logs) {
    this.engine = engine;
    this.desk = desk;
    this.berths = berths;
    this.guard = guard;
    this.logs = logs;
  }

  void answer(Verb.OfServers verb, Conversation hub) throws IOException {
    switch (verb) {
      case Verb.Start start -> {
        guard.check(start.launch());
        hub.send(Reply.ok(Answer.Started.class, berths.start(start)));
      }
      case Verb.Isolate(var spec) ->
          hub.send(Reply.ok(Answer.Kept.class, new Answer.Kept(isolation(engine.isolation(spec)))));
      case Verb.Sweep(var keep) ->
          hub.send(Reply.ok(Answer.Amount.class, new Answer.Amount(berths.sweep(keep))));
      case Verb.Look(var container) -> {
        guard.checkForeign(container);
        hub.send(Reply.ok(ForeignContainer.class, engine.look(container)));
      }
      case Verb.Traffics _ ->
          hub.send(Reply.ok(Answer.Moved.class, new Answer.Moved(engine.traffic())));
      case Verb.WaysOut _ ->
          hub.send(Reply.ok(Answer.Ways.class, new Answer.Ways(engine.waysOut())));
      case Verb.Discover _ -> following(() -> discover(hub));
      case Verb.Logs(var server, int last, boolean follow) -> logs(server, last, follow, hub);
      case Verb.Events _ -> following(() -> events(hub));
    }
  }

  /** A waiver of the hub's configuration does not count here, so nobody is told to write one. */
  private static Isolation isolation(Isolation found) {
    return found instanceof Isolation.Refused(String why)
        ? new Isolation.Refused(
            why
                + "\nThe hub works through a launcher: waivers count when the launcher is started with them (--waive SERVER:DATE)")
        : found;
  }

  private interface Following {
    void run() throws IOException;
  }

  private void following(Following work) throws IOException {
    if (!followers.tryAcquire()) {
      throw new EngineException("the launcher is followed by " + MAX_FOLLOWERS + " already");
    }
    try {
      work.run();
    } finally {
      followers.release();
    }
  }

  private void discover(Conversation hub) throws IOException {
    var discoveries =
        engine
            .discoveries()
            .orElseThrow(() -> new EngineException("this engine discovers no containers"));
    AtomicReference<DiscoveryTerms> terms = new AtomicReference<>(terms(hub.line(TERMS_WITHIN)));
    try (discoveries) {
      InstanceDesk.done(hub);
      discoveries.start(terms::get, sighting -> tell(sighting, hub));
      for (String line = hub.line(); line != null; line = hub.line()) {
        terms.set(terms(line));
        discoveries.soon();
      }
    }
  }

  private static DiscoveryTerms terms(String line) throws IOException {
    try {
      return RecordJson.read(DiscoveryTerms.class, line);
    } catch (IllegalArgumentException e) {
      throw new EngineException(String.valueOf(e.getMessage()));
    }
  }

  private static void tell(Sighting sighting, Conversation hub) {
    try {
      hub.send(Reply.ok(Sighting.class, sighting));
    } catch (IOException gone) {
      Splice.close(hub);
    }
  }

  private void logs(ServerName server, int last, boolean follow, Conversation hub)
      throws IOException {
    int count = Math.clamp(last, 0, MAX_LINES);
    if (!follow) {
      hub.send(Reply.ok(Answer.Lines.class, new Answer.Lines(logs.tail(server, count))));
      return;
    }
    InstanceDesk.done(hub);
    Thread.ofVirtual()
        .name("reader of " + server)
        .start(() -> {
          InstanceDesk.awaitEnd(hub);
          Splice.close(hub);
        });
    try (LogFollower follower = logs.follow(server, count)) {
      while (hub.channel().isOpen() && !follower.closed()) {
        Optional<String> line = follower.next(LOOK_UP);
        if (line.isPresent()) {
          hub.send(Reply.ok(Answer.Word.class, new Answer.Word(line.get())));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void events(Conversation hub) throws IOException {
    InstanceDesk.done(hub);
    Thread.ofVirtual()
        .name("reader of events")
        .start(() -> {
          InstanceDesk.awaitEnd(hub);
          Splice.close(hub);
        });
    try {
      desk.events(happening -> send(happening, hub));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  private static void send(ContainerDesk.Happening happening, Conversation hub) {
    try {
      hub.send(Reply.ok(ContainerDesk.Happening.class, happening));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
