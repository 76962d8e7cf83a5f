package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a launcher can be asked for. There is no other verb, and none carries any
 * configuration of a host.
 */
sealed interface Verb {
  /** Who are you? Answered by {@link Answer.Greeting}. */
  record Hello() implements Verb {}

  /** Verbs about servers in general. */
  sealed interface OfServers extends Verb {}

  /** Verbs about one instance, named by the handle that {@link Start} answered. */
  sealed interface OfInstance extends Verb {
    String handle();
  }

  /** Verbs about images. */
  sealed interface OfImages extends Verb {}

  /**
   * Makes what the spec needs (network, volumes), then creates a container and starts it.
   *
   * @param told the values that the spec's secrets refer to on the hub's side, in Base64; the
   *     references mean nothing on the launcher's
   */
  record Start(Launch launch, Map<String, String> told) implements OfServers {
    public Start {
      told = Map.copyOf(told);
    }

    /** Of a server without secrets. */
    Start(Launch launch) {
      this(launch, Map.of());
    }

    @Override
    public String toString() {
      return "Start[" + launch.spec() + ", told " + told.keySet() + "]";
    }
  }

  /** What would keep this server apart. */
  record Isolate(ServerSpec spec) implements OfServers {}

  /** Removes what earlier hubs left, except HTTP servers of these names. */
  record Sweep(Set<ServerName> keep) implements OfServers {}

  /** What a container of somebody else's is that is labelled for this hub. */
  record Look(String container) implements OfServers {}

  /** What went through the ways out of servers. */
  record Traffics() implements OfServers {}

  /** What is known of the ways out of servers. */
  record WaysOut() implements OfServers {}

  /** Follows labelled containers: terms come line by line, sightings go back line by line. */
  record Discover() implements OfServers {}

  /** The newest lines of a server's log and those that come, line by line. */
  record Logs(ServerName server, int last, boolean follow) implements OfServers {}

  /** What happens to this installation's containers, line by line. */
  record Events() implements OfServers {}

  /** Turns the connection into the server's standard input and output. Once for an instance. */
  record Attach(String handle) implements OfInstance {}

  /** Turns the connection into one to the server's port. */
  record Dial(String handle) implements OfInstance {}

  /**
   * Answered when the instance has ended. It belongs to whoever holds this connection: when that
   * ends first, the owner is gone.
   */
  record Hold(String handle) implements OfInstance {}

  record Pause(String handle) implements OfInstance {}

  record Unpause(String handle) implements OfInstance {}

  /** Asks the server to end, kills it after {@code grace}, and removes its container. */
  record Stop(String handle, Duration grace) implements OfInstance {}

  /** Runs a command in the container, as the container's user, without a terminal. */
  record Exec(String handle, List<String> command, Duration limit) implements OfInstance {
    public Exec {
      command = List.copyOf(command);
    }
  }

  record Inspect(String handle) implements OfInstance {}

  record Stats(String handle) implements OfInstance {}

  /** The processor architecture of the engine. */
  record Architecture() implements OfImages {}

  record InspectImage(String reference) implements OfImages {}

  record Pull(String reference, Duration limit) implements OfImages {}

  /** An archive of this many bytes follows once the launcher has said that it is ready. */
  record Load(long bytes) implements OfImages {}

  /** The archive follows the answer, which says how many bytes it has. */
  record Save(String reference) implements OfImages {}

  /** The tar follows the answer, which says how many bytes it has. */
  record CopyOut(String image, String folder) implements OfImages {}

  record Tag(String reference, String name) implements OfImages {}

  record RemoveImage(String reference) implements OfImages {}
}
