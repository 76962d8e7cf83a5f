package dev.mcpcentral.acceptance;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a hub to constructors and methods that ask for one. Each kind is started once, when first
 * asked for, and stopped after the last test of the whole run.
 */
final class SharedHubs implements ParameterResolver {
  /** What is started once and stopped at the end. */
  interface Shared extends AutoCloseable {
    @Override
    void close();
  }

  private static final ExtensionContext.Namespace HUBS =
      ExtensionContext.Namespace.create(SharedHubs.class);
  private static final Map<Class<?>, Supplier<? extends Shared>> KINDS =
      Map.of(
          SixServers.class, SixServers::new,
          OddServers.AsProcesses.class, OddServers.AsProcesses::new,
          OddServers.InContainers.class, OddServers.InContainers::new);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return KINDS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> kind = parameter.getParameter().getType();
    Supplier<? extends Shared> start = KINDS.get(kind);
    if (start == null) {
      throw new IllegalArgumentException("no hub of " + kind);
    }
    return context
        .getRoot()
        .getStore(HUBS)
        .computeIfAbsent(kind, _ -> Started.of(start), Started.class)
        .hub();
  }

  /** A hub, or why it could not be started: tried once, not again for every test. */
  private record Started(Optional<Shared> running, Optional<Throwable> failure)
      implements AutoCloseable {
    static Started of(Supplier<? extends Shared> start) {
      try {
        return new Started(Optional.of(start.get()), Optional.empty());
      } catch (RuntimeException | AssertionError failed) {
        return new Started(Optional.empty(), Optional.of(failed));
      }
    }

    Shared hub() {
      return running.orElseThrow(
          () -> new AssertionError("the shared hub did not start", failure.orElse(null)));
    }

    @Override
    public void close() {
      running.ifPresent(Shared::close);
    }
  }
}
