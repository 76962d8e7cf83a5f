package dev.mcpcentral.hub.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process; with bubblewrap, the outer process of the sandbox. */
final class ProcessInstance implements Instance {
  private static final System.Logger LOG = System.getLogger(ProcessInstance.class.getName());
  private static final Duration END_OF_INPUT = Duration.ofMillis(500);

  private final Process process;
  private final Wire.Stdio wire;
  private final CompletableFuture<Exit> exit;

  private ProcessInstance(Process process) {
    this.process = process;
    this.wire =
        new Wire.Stdio(process.getInputStream(), new Unbuffered(process.getOutputStream()), true);
    this.exit =
        process
            .onExit()
            .thenApply(ended -> new Exit(ended.exitValue(), ExitDetail.of(ended.exitValue())));
  }

  /** Takes over a process that was just started, and reads its standard error. */
  static ProcessInstance of(Process process, Consumer<String> log) {
    // A platform thread: reading a child's pipe pins a virtual thread's carrier.
    Thread.ofPlatform()
        .daemon()
        .name("stderr-" + process.pid())
        .start(() -> copy(process.getErrorStream(), new LineSplitter(log)));
    return new ProcessInstance(process);
  }

  @Override
  public String id() {
    return "process-" + process.pid();
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public CompletionStage<Exit> exit() {
    return exit.minimalCompletionStage();
  }

  @Override
  public void stop(Duration grace) {
    Duration first = grace.compareTo(END_OF_INPUT) < 0 ? grace : END_OF_INPUT;
    try {
      wire.stdin().close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing the input of " + id(), e);
    }
    if (!ended(first)) {
      terminate();
      if (!ended(grace.minus(first))) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  /** Bubblewrap passes no signals on and would die of this one, so what is inside it is told. */
  private void terminate() {
    if (process.descendants().filter(ProcessHandle::destroy).count() == 0) {
      process.destroy();
    }
  }

  private boolean ended(Duration within) {
    try {
      return process.waitFor(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void copy(InputStream stderr, LineSplitter lines) {
    byte[] buffer = new byte[8 << 10];
    try {
      for (int count = stderr.read(buffer); count >= 0; count = stderr.read(buffer)) {
        lines.accept(buffer, count);
      }
      lines.end();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "reading a server's standard error", e);
    }
  }

  /** The JDK buffers a child's input; a message must not wait for a flush that nobody promised. */
  private static final class Unbuffered extends FilterOutputStream {
    Unbuffered(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }
  }
}
