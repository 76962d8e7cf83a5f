package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.ServerLogs;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings servers' logs from the launcher to the hub, one connection for each server, as long as it
 * has an instance here.
 */
final class LogMirror implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LogMirror.class.getName());

  private final LauncherClient launcher;
  private final ServerLogs logs;
  private final Map<ServerName, Followed> followed = new HashMap<>();

  private static final class Followed {
    private final Conversation conversation;
    private final Thread reader;
    private int instances;

    Followed(Conversation conversation, Thread reader) {
      this.conversation = conversation;
      this.reader = reader;
    }
  }

  LogMirror(LauncherClient launcher, ServerLogs logs) {
    this.launcher = launcher;
    this.logs = logs;
  }

  /** Before an instance is started, so that its first line is not missed. */
  synchronized void enter(ServerName server) {
    Followed known = followed.get(server);
    if (known == null || !known.reader.isAlive()) {
      Followed fresh = follow(server);
      fresh.instances = known == null ? 0 : known.instances;
      followed.put(server, fresh);
      known = fresh;
    }
    known.instances++;
  }

  synchronized void leave(ServerName server) {
    Followed known = followed.get(server);
    if (known != null && --known.instances <= 0) {
      followed.remove(server);
      endSoon(known);
    }
  }

  private Followed follow(ServerName server) {
    Conversation conversation = launcher.stream(new Verb.Logs(server, 0, true));
    Thread reader =
        Thread.ofVirtual().name("log of " + server).start(() -> read(server, conversation));
    return new Followed(conversation, reader);
  }

  private void read(ServerName server, Conversation conversation) {
    try (conversation) {
      for (String line = conversation.line(); line != null; line = conversation.line()) {
        Reply reply = Reply.read(line);
        if (reply.ok().isPresent()) {
          append(server, LauncherClient.read(Answer.Word.class, reply.ok().get()).text());
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the log of " + server + " ended", e);
    }
  }

  /** Without the time at its beginning: it gets the hub's own. */
  private void append(ServerName server, String line) {
    logs.append(server, line.substring(line.indexOf(' ') + 1));
  }

  /** What it wrote at its end may be on the way. */
  private static void endSoon(Followed known) {
    Thread.ofVirtual()
        .name("end of a log")
        .start(() -> {
          try {
            known.conversation.endOutput();
            known.reader.join(java.time.Duration.ofSeconds(2));
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "ending a log", e);
          } finally {
            Splice.close(known.conversation);
          }
        });
  }

  @Override
  public synchronized void close() {
    followed.values().forEach(one -> Splice.close(one.conversation));
    followed.clear();
  }
}
