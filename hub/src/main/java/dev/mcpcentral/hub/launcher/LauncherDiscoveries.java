package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.Discoveries;
import dev.mcpcentral.hub.engine.DiscoveryTerms;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The launcher follows labelled containers; the hub says on which terms, and hears what changed.
 */
final class LauncherDiscoveries implements Discoveries {
  private static final System.Logger LOG = System.getLogger(LauncherDiscoveries.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LauncherClient launcher;
  private @Nullable Supplier<DiscoveryTerms> terms;
  private @Nullable Conversation conversation;
  private @Nullable Thread listening;
  private volatile boolean closed;

  LauncherDiscoveries(LauncherClient launcher) {
    this.launcher = launcher;
  }

  @Override
  public synchronized void start(Supplier<DiscoveryTerms> conditions, Consumer<Sighting> next) {
    if (!closed && listening == null) {
      terms = conditions;
      listening = Thread.ofVirtual().name("discovery").start(() -> listen(conditions, next));
    }
  }

  private void listen(Supplier<DiscoveryTerms> conditions, Consumer<Sighting> next) {
    while (!closed) {
      try (Conversation open = launcher.open(new Verb.Discover())) {
        open.send(RecordJson.write(DiscoveryTerms.class, conditions.get()));
        launcher.answer(open, Answer.Done.class, LauncherClient.PATIENCE, _ -> {});
        conversation(open);
        for (String line = open.line(); line != null && !closed; line = open.line()) {
          hear(Reply.read(line), next);
        }
      } catch (IOException | EngineException lost) {
        LOG.log(System.Logger.Level.DEBUG, "discovery: {0}", lost.getMessage());
      }
      conversation(null);
      rest();
    }
  }

  private static void hear(Reply reply, Consumer<Sighting> next) throws IOException {
    if (reply.ok().isPresent()) {
      Sighting sighting = LauncherClient.read(Sighting.class, reply.ok().get());
      try {
        next.accept(sighting);
      } catch (RuntimeException defect) {
        LOG.log(System.Logger.Level.ERROR, "taking what was discovered", defect);
      }
    }
  }

  private synchronized void conversation(@Nullable Conversation now) {
    conversation = now;
    if (closed && now != null) {
      Splice.close(now);
    }
  }

  private void rest() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void soon() {
    Conversation open = conversation;
    Supplier<DiscoveryTerms> conditions = terms;
    if (open == null || conditions == null) {
      return;
    }
    try {
      open.send(RecordJson.write(DiscoveryTerms.class, conditions.get()));
    } catch (IOException lost) {
      Splice.close(open);
    }
  }

  /** The launcher gives up the claims when the connection ends. */
  @Override
  public synchronized void close() {
    closed = true;
    Conversation open = conversation;
    if (open != null) {
      Splice.close(open);
    }
    if (listening != null) {
      listening.interrupt();
    }
  }
}
