package dev.mcpcentral.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** A number of callers that act at the same time. */
final class Callers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int count;

  Callers(int count) {
    this.count = count;
  }

  /** Lets caller 0, 1, … do the task, and waits for all. */
  <T> List<T> all(IntFunction<T> task) throws InterruptedException, ExecutionException {
    var tasks = new ArrayList<Callable<T>>();
    for (int n = 0; n < count; n++) {
      int caller = n;
      tasks.add(() -> task.apply(caller));
    }
    var results = new ArrayList<T>();
    for (Future<T> done : threads.invokeAll(tasks)) {
      results.add(done.get());
    }
    return results;
  }

  /** Starts one task and does not wait. */
  <T> Future<T> one(Callable<T> task) {
    return threads.submit(task);
  }

  @Override
  public void close() {
    threads.close();
  }
}
