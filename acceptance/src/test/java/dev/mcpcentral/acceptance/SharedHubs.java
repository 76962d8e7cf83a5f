package dev.mcpcentral.acceptance;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a hub to constructors and methods that ask for one. Each kind is started once, when first
 * asked for, and stopped after the last test of the whole run.
 */
final class SharedHubs implements ParameterResolver {
  private static final ExtensionContext.Namespace HUBS =
      ExtensionContext.Namespace.create(SharedHubs.class);
  private static final Map<Class<?>, Supplier<? extends AutoCloseable>> KINDS =
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
    Supplier<? extends AutoCloseable> start = KINDS.get(kind);
    if (start == null) {
      throw new IllegalArgumentException("no hub of " + kind);
    }
    return context
        .getRoot()
        .getStore(HUBS)
        .computeIfAbsent(kind, _ -> start.get(), AutoCloseable.class);
  }
}
