package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.EngineException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server whose instances are made of nothing, and are counted. */
final class FakeInstances implements Connector {
  static final String TOOLS = "\"result\":{\"tools\":[]}";

  final List<FakePeer> made = new CopyOnWriteArrayList<>();
  final List<String> rests = new CopyOnWriteArrayList<>();
  final boolean ours;
  volatile Consumer<FakePeer> making = peer -> {};
  volatile boolean pausable = true;
  volatile Runnable whilePausing = () -> {};
  volatile boolean refusing;

  FakeInstances(boolean ours) {
    this.ours = ours;
  }

  /** Those that run now. */
  long running() {
    return made.stream().filter(peer -> !peer.gone.isDone()).count();
  }

  /** The instance that was started as the {@code index}th, waiting for it. */
  FakePeer await(int index) throws InterruptedException {
    while (made.size() <= index) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return made.get(index);
  }

  @Override
  public boolean ownsInstances() {
    return ours;
  }

  @Override
  public Connector another() {
    return ours ? new One() : this;
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    FakePeer peer = new FakePeer(TOOLS);
    making.accept(peer);
    if (peer.failure != null) {
      throw peer.failure;
    }
    made.add(peer);
    return peer;
  }

  private final class One implements Connector {
    private volatile @Nullable FakePeer peer;

    @Override
    public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
      FakePeer fresh = (FakePeer) FakeInstances.this.connect(events, deadline);
      peer = fresh;
      return fresh;
    }

    @Override
    public boolean isAlive() {
      FakePeer now = peer;
      return now != null && !now.gone.isDone();
    }

    @Override
    public boolean pause() {
      refuse();
      whilePausing.run();
      rests.add("pause");
      return pausable;
    }

    @Override
    public void resume() {
      refuse();
      rests.add("resume");
    }

    private void refuse() {
      if (refusing) {
        throw new EngineException("the engine does not answer");
      }
    }

    @Override
    public void close() {
      FakePeer now = peer;
      if (now != null) {
        now.close();
      }
    }
  }
}
