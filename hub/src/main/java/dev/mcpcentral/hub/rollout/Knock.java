package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * The pause before a server is tried again. A remote one that nobody listens for costs nothing to
 * look at: the pause is over as soon as its address accepts connections.
 */
final class Knock {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private Knock() {}

  static void pause(Source source, Duration longest) throws InterruptedException {
    // One that listens already had its chance: it is given the whole pause.
    if (source instanceof Source.Remote remote && !listens(remote.url())) {
      long end = System.nanoTime() + longest.toNanos();
      do {
        Thread.sleep(LOOK);
      } while (System.nanoTime() < end && !listens(remote.url()));
    } else {
      Thread.sleep(longest);
    }
  }

  private static boolean listens(URI url) {
    int standard = url.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    int port = url.getPort() < 0 ? standard : url.getPort();
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(url.getHost(), port), (int) LOOK.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
