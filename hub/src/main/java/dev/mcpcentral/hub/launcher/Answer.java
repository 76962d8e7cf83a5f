package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a launcher answers, each the answer of one or more verbs. */
final class Answer {
  private Answer() {}

  /** Nothing to tell: it is done. */
  record Done() {}

  /**
   * Of {@link Verb.Hello}.
   *
   * @param version of the protocol
   * @param run another one each time that the launcher starts
   * @param engine one line for people
   * @param trouble why the engine cannot be used now
   */
  record Greeting(int version, String run, String engine, Optional<String> trouble) {}

  /**
   * Of {@link Verb.Start}.
   *
   * @param handle for every verb about it
   * @param id the engine's own id of the container
   * @param address of an HTTP server, as the launcher reaches it; empty for stdio
   */
  record Started(String handle, String id, Optional<String> address, OptionalInt port) {}

  record Kept(Isolation isolation) {}

  /** A number of things, or of bytes that follow. */
  record Amount(long count) {}

  /** Whether it was done; false when this engine cannot. */
  record Truth(boolean holds) {}

  record Ended(int code, String detail) {}

  record Moved(Map<ServerName, Traffic> traffic) {
    Moved {
      traffic = Map.copyOf(traffic);
    }
  }

  record Ways(Map<ServerName, WayOut> ways) {
    public Ways {
      ways = Map.copyOf(ways);
    }
  }

  record Word(String text) {}

  record FoundImage(Optional<ImageStore.Stored> image) {}

  record Lines(List<String> lines) {
    Lines {
      lines = List.copyOf(lines);
    }
  }
}
