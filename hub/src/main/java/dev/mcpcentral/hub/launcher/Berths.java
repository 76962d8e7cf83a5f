package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerEngine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Instance.Wire;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The running instances, by handles that nobody can guess. Each belongs to the hub that started it;
 * one whose hub is gone is stopped, a server over HTTP after a while, because the next hub takes it
 * over.
 */
final class Berths implements AutoCloseable {
  /** Of one launcher; more is no hub's normal work. */
  static final int MAX_INSTANCES = 1024;

  private static final System.Logger LOG = System.getLogger(Berths.class.getName());
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int HANDLE_BYTES = 16;

  private final DockerEngine engine;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(MAX_INSTANCES);
  private final Map<String, Berth> berths = new ConcurrentHashMap<>();

  /** {@code patience}: how long a server over HTTP waits for the next hub. */
  Berths(DockerEngine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  Answer.Started start(Verb.Start asked) {
    Optional<Berth> waiting = takenOver(asked);
    if (waiting.isPresent()) {
      expectOwner(waiting.get());
      return answer(waiting.get());
    }
    if (!places.tryAcquire()) {
      throw new EngineException(
          "the launcher runs " + MAX_INSTANCES + " instances already: stop some");
    }
    Berth berth = started(asked);
    berths.put(berth.handle(), berth);
    berth.instance().exit().whenComplete((_, _) -> forgetSoon(berth));
    expectOwner(berth);
    return answer(berth);
  }

  private Berth started(Verb.Start asked) {
    try {
      Instance instance = engine.start(asked.launch(), Told.values(asked.told()));
      return new Berth(handle(), asked, instance);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  /** The same server over HTTP, left by a hub that is gone. */
  private Optional<Berth> takenOver(Verb.Start asked) {
    return berths.values().stream()
        .filter(Berth::isHttp)
        .filter(berth -> berth.asked().equals(asked))
        .filter(Berth::reserve)
        .findFirst();
  }

  private static Answer.Started answer(Berth berth) {
    String id = berth.instance().id();
    return switch (berth.instance().wire()) {
      case Wire.Stdio _ ->
          new Answer.Started(berth.handle(), id, Optional.empty(), OptionalInt.empty());
      case Wire.Http http ->
          new Answer.Started(
              berth.handle(),
              id,
              Optional.of(http.address().getAddress().getHostAddress()),
              OptionalInt.of(http.address().getPort()));
    };
  }

  Berth get(String handle) {
    Berth berth = berths.get(handle);
    if (berth == null) {
      throw new EngineException("there is no such instance: it has ended");
    }
    return berth;
  }

  /** The hub that held it is gone. */
  void abandoned(Berth berth, long owner) {
    if (!berth.leave(owner)) {
      return;
    }
    if (berth.isHttp()) {
      stopUnlessOwned(berth);
    } else {
      stop(berth, GRACE);
    }
  }

  /** Whoever asked for it may have died before it could say that it owns it. */
  private void expectOwner(Berth berth) {
    later(() -> {
      if (berth.giveUpExpecting() && berth.reserve()) {
        stop(berth, GRACE);
      }
    });
  }

  private void stopUnlessOwned(Berth berth) {
    later(() -> {
      if (berth.reserve()) {
        stop(berth, GRACE);
      }
    });
  }

  private void later(Runnable work) {
    Thread.ofVirtual()
        .name("expecting a hub")
        .start(() -> {
          try {
            Thread.sleep(patience);
            work.run();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void stop(Berth berth, Duration grace) {
    try {
      berth.instance().stop(grace);
    } finally {
      forget(berth);
    }
  }

  /** What earlier hubs left, in this process and before it. */
  int sweep(Set<ServerName> keep) {
    int stopped = 0;
    for (Berth berth : berths.values()) {
      boolean kept = berth.isHttp() && keep.contains(berth.asked().launch().spec().name());
      if (!kept && berth.isAbandoned() && berth.reserve()) {
        stop(berth, GRACE);
        stopped++;
      }
    }
    return stopped + engine.sweep(keep);
  }

  /** Its last output may not have been read yet, and how it ended not been asked. */
  private void forgetSoon(Berth berth) {
    later(() -> forget(berth));
  }

  private void forget(Berth berth) {
    if (berths.remove(berth.handle()) != null) {
      places.release();
    }
  }

  private String handle() {
    byte[] bytes = new byte[HANDLE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Stops the servers over stdio, which nobody can take over; the others run on. */
  @Override
  public void close() {
    for (Berth berth : berths.values()) {
      if (!berth.isHttp()) {
        try {
          stop(berth, GRACE);
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.DEBUG, "stopping " + berth.asked().launch().spec().name(), e);
        }
      }
    }
  }
}
