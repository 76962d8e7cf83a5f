package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts every child process from one thread that lives as long as the engine. A child asks the
 * kernel to be killed when its parent dies, and "parent" there is the thread that started it
 * (prctl(2), PR_SET_PDEATHSIG): started from a pool's thread, servers would die whenever that
 * thread was retired.
 */
final class ProcessStarter implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("process-starter").factory());

  Process start(ProcessBuilder builder) throws IOException {
    Future<Process> started = thread.submit(builder::start);
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting a process", e);
    }
  }

  /** Ends the thread, and with it every child that is still there. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
