package dev.mcpcentral.hub.engine;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What happens to containers and volumes, as it happens. */
interface ContainerEvents extends Closeable {
  /**
   * One event.
   *
   * @param type {@code container} or {@code volume}
   * @param action the engine's word, for example {@code start}
   * @param id of the container, or name of the volume
   * @param labelled whether the container says that it is an MCP server
   */
  record Event(String type, String action, String id, boolean labelled) {
    boolean is(String wantedType, String wantedAction) {
      return type.equals(wantedType) && action.equals(wantedAction);
    }
  }

  /** Waits for the next one; null at the end of the stream. */
  @Nullable Event next() throws IOException;

  /** Opens the stream. */
  @FunctionalInterface
  interface Source {
    ContainerEvents open() throws IOException;
  }
}
