package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** {@code /servers/{name}/logs?lines=200&follow=true}, as text. */
final class LogRoute {
  private static final Logger LOG = System.getLogger(LogRoute.class.getName());
  private static final int DEFAULT_LINES = 200;
  private static final int MAXIMUM_LINES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * A reader who has gone away is noticed with the next line only, so a silent log ends the stream;
   * whoever still follows asks again, with {@code lines=0}.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final LogAccess logs;
  private final ServerPath path;

  LogRoute(LogAccess logs, ServerPath path) {
    this.logs = logs;
    this.path = path;
  }

  void stream(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    boolean follow = request.query().first("follow").map("true"::equals).orElse(false);
    int wanted = lines(request.query().first("lines").orElse(String.valueOf(DEFAULT_LINES)));
    try (LogAccess.Lines lines = logs.open(name, wanted)) {
      response
          .status(Status.OK_200)
          .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
          .header(HeaderNames.CACHE_CONTROL, "no-store");
      copy(lines, follow, response);
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + name + " cannot be read", e);
    }
  }

  private static int lines(String text) {
    try {
      int lines = Integer.parseInt(text);
      if (lines >= 0 && lines <= MAXIMUM_LINES) {
        return lines;
      }
    } catch (NumberFormatException e) {
      // Answered below like a number out of bounds.
    }
    throw Refusal.malformed("'lines' is a number from 0 to " + MAXIMUM_LINES);
  }

  private static void copy(LogAccess.Lines lines, boolean follow, ServerResponse response) {
    try (OutputStream out = response.outputStream()) {
      drain(lines, out);
      if (follow) {
        follow(lines, out);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A log stream has ended: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(LogAccess.Lines lines, OutputStream out)
      throws IOException, InterruptedException {
    Optional<String> line = lines.next(Duration.ZERO);
    while (line.isPresent()) {
      write(out, line.get());
      line = lines.next(Duration.ZERO);
    }
    out.flush();
  }

  private static void follow(LogAccess.Lines lines, OutputStream out)
      throws IOException, InterruptedException {
    long heard = System.nanoTime();
    while (System.nanoTime() - heard < LONGEST_SILENCE.toNanos()) {
      Optional<String> line = lines.next(PATIENCE);
      if (line.isPresent()) {
        write(out, line.get());
        drain(lines, out);
        heard = System.nanoTime();
      }
    }
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
