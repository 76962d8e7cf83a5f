package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.ContainerDesk;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance.Exit;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.engine.Watchdog;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Answers the verbs about one instance. */
final class InstanceDesk {
  private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Berths berths;
  private final ContainerDesk desk;

  InstanceDesk(Berths berths, ContainerDesk desk) {
    this.berths = berths;
    this.desk = desk;
  }

  void answer(Verb.OfInstance verb, Conversation hub) throws IOException {
    Berth berth = berths.get(verb.handle());
    String id = berth.instance().id();
    switch (verb) {
      case Verb.Attach _ -> attach(berth, hub);
      case Verb.Dial _ -> dial(berth, hub);
      case Verb.Hold _ -> hold(berth, hub);
      case Verb.Pause _ ->
          hub.send(Reply.ok(Answer.Truth.class, new Answer.Truth(berth.instance().pause())));
      case Verb.Unpause _ -> {
        berth.instance().resume();
        done(hub);
      }
      case Verb.Stop(_, Duration grace) -> {
        berths.stop(berth, grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE);
        done(hub);
      }
      case Verb.Exec(_, var command, var limit) -> {
        if (command.isEmpty()) {
          throw new EngineException("exec wants a command");
        }
        Guard.checkCommand(command);
        hub.send(Reply.ok(ContainerDesk.Ran.class, desk.exec(id, command, limit)));
      }
      case Verb.Inspect _ -> hub.send(Reply.ok(ContainerDesk.Facts.class, desk.inspect(id)));
      case Verb.Stats _ -> hub.send(Reply.ok(ContainerDesk.Usage.class, desk.stats(id)));
    }
  }

  static void done(Conversation hub) throws IOException {
    hub.send(Reply.ok(Answer.Done.class, new Answer.Done()));
  }

  private static void attach(Berth berth, Conversation hub) throws IOException {
    if (!(berth.instance().wire() instanceof Wire.Stdio stdio)) {
      throw new EngineException("the server speaks HTTP: dial it");
    }
    if (!berth.attach()) {
      throw new EngineException("somebody speaks to this server already");
    }
    done(hub);
    Splice.both(hub.in(), hub.out(), stdio.stdout(), stdio.stdin(), hub);
  }

  private static void dial(Berth berth, Conversation hub) throws IOException {
    if (!(berth.instance().wire() instanceof Wire.Http http)) {
      throw new EngineException("the server speaks over its standard streams: attach to it");
    }
    try (SocketChannel channel = http.way().open();
        Conversation server = new Conversation(channel)) {
      try (var dog = Watchdog.over(channel, CONNECT)) {
        dog.guard(() -> {
          http.way().connect(channel);
          return true;
        });
      } catch (IOException e) {
        throw new EngineException("the server takes no connection: " + e.getMessage(), e);
      }
      done(hub);
      Splice.both(
          hub.in(),
          hub.out(),
          server.in(),
          server.out(),
          () -> {
            Splice.close(hub);
            Splice.close(server);
          });
    }
  }

  /** Answers when the instance ends; meanwhile the end of the connection is the owner's. */
  private void hold(Berth berth, Conversation hub) {
    long owner = berth.own();
    berth.instance().exit().whenComplete((exit, _) -> tell(exit, hub));
    awaitEnd(hub);
    if (!berth.instance().exit().toCompletableFuture().isDone()) {
      berths.abandoned(berth, owner);
    }
  }

  private static void tell(Exit exit, Conversation hub) {
    try {
      hub.send(Reply.ok(Answer.Ended.class, new Answer.Ended(exit.code(), exit.detail())));
      hub.endOutput();
    } catch (IOException gone) {
      Splice.close(hub);
    }
  }

  /** A hub has nothing more to say after its question. */
  static void awaitEnd(Conversation hub) {
    try {
      while (hub.line() != null) {
        // Whatever it is, it is not asked for.
      }
    } catch (IOException _) {
      // That is an end, too.
    }
  }
}
