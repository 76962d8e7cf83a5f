package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of progress lines with which Docker answers a pull, a load or a build. The request's
 * fate is in the stream: a failed build is still HTTP 200.
 */
final class BoundedAnswer<I extends ResponseItem>
    extends ResultCallbackTemplate<BoundedAnswer<I>, I> {
  private static final int KEPT_LINES = 15;

  private final Consumer<String> progress;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile @Nullable String error;

  BoundedAnswer(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void onNext(I item) {
    if (item.isErrorIndicated() && item.getErrorDetail() != null) {
      error = item.getErrorDetail().getMessage();
    }
    String line = item.getStream() != null ? item.getStream() : item.getStatus();
    if (line != null && !line.isBlank()) {
      keep(line.strip());
      // A pull repeats "Downloading" for every few kilobytes; those carry a progress detail.
      if (item.getProgressDetail() == null || item instanceof BuildResponseItem) {
        progress.accept(line.strip());
      }
    }
  }

  private synchronized void keep(String line) {
    lastLines.addLast(line);
    if (lastLines.size() > KEPT_LINES) {
      lastLines.removeFirst();
    }
  }

  private synchronized String lastLines() {
    return String.join("\n  ", lastLines);
  }

  /** Waits for the end of the stream; afterwards the request has succeeded. */
  void await(Duration limit, String doing) {
    try {
      if (!awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            "Docker was still " + doing + " after " + limit.toSeconds() + " s; given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while Docker was " + doing, e);
    } catch (RuntimeException e) {
      throw e instanceof EngineException
          ? e
          : new EngineException("Docker failed " + doing + ": " + e.getMessage(), e);
    } finally {
      closeQuietly();
    }
    if (error != null) {
      throw new EngineException("Docker failed " + doing + ": " + error + "\n  " + lastLines());
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      System.getLogger(BoundedAnswer.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a Docker answer", e);
    }
  }
}
