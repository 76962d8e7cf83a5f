package dev.mcpcentral.hub.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Names to addresses; asked once for a connection, and its answer is what is connected to. */
interface NameLookup {
  /** A resolver that hangs holds a thread for each, beyond our own time-out. */
  int MAX_LOOKUPS = 32;

  /** At least one address, or {@link IOException}. */
  List<InetAddress> addresses(String name) throws IOException;

  /** This machine's resolver, which knows no time-out, with one. */
  static NameLookup system(Duration limit) {
    Semaphore places = new Semaphore(MAX_LOOKUPS);
    return name -> {
      if (!places.tryAcquire()) {
        throw new UnknownHostException("this machine's resolver is busy");
      }
      CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
      // A platform thread: the resolver's native call would hold on to a carrier.
      Thread.ofPlatform()
          .daemon()
          .name("egress lookup")
          .start(() -> {
            ask(name, answer);
            places.release();
          });
      try {
        return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        throw new UnknownHostException("no answer within " + limit.toSeconds() + " s");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new UnknownHostException("interrupted");
      } catch (ExecutionException _) {
        throw new UnknownHostException("this machine's resolver does not know it");
      }
    };
  }

  private static void ask(String name, CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
