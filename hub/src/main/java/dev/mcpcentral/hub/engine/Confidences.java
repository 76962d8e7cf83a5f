package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.secret.Entry;
import dev.mcpcentral.hub.secret.SecretException;
import dev.mcpcentral.hub.secret.SecretFolders;
import dev.mcpcentral.hub.secret.SecretFolders.Reader;
import dev.mcpcentral.hub.secret.SecretLookup;
import dev.mcpcentral.hub.secret.SecretValue;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Tells containers and processes their secrets, and takes them back. */
final class Confidences {
  private final SecretLookup lookup;
  private final SecretFolders folders;
  private final Entry entry;
  private final ServerLogs logs;

  Confidences(EngineSettings settings, ServerLogs logs) {
    this.lookup = new SecretLookup(settings.environment(), settings.home());
    this.folders =
        SecretFolders.of(settings.installation(), settings.environment(), settings.home());
    this.entry =
        new Entry(
            SecretFolders.entry(settings.installation(), settings.environment(), settings.home()));
    this.logs = logs;
  }

  /** Where they all are; no server is shown it. */
  Path root() {
    return folders.root();
  }

  /** The values of a server; throws {@link EngineException} when one is missing. */
  Map<String, SecretValue> of(ServerSpec spec) {
    return translated(() -> lookup.of(spec));
  }

  /** The same where the hub has looked the references up already. */
  Map<String, SecretValue> with(ServerSpec spec, Map<String, SecretValue> told) {
    return translated(() -> lookup.with(spec, told));
  }

  /**
   * Writes the files of a container that is about to be made.
   *
   * @param container its name, which the folder has too
   * @param processor the engine's
   */
  Confided tell(
      ServerSpec spec,
      String container,
      Map<String, SecretValue> values,
      Reader reader,
      String processor) {
    if (values.isEmpty()) {
      return Confided.NOTHING;
    }
    Path folder = translated(() -> folders.write(container, Confided.files(values), reader));
    List<Path> program = translated(() -> entry.forProcessor(processor)).stream().toList();
    Confided confided = new Confided(values, folder, program);
    if (confided.incomplete()) {
      logs.append(
          spec.name(),
          "[mcp-central] its secrets are files only (NAME_FILE says where): there is no entry for the processor "
              + processor);
    }
    return confided;
  }

  /** Writes the files of a process, which gets the variables directly. */
  Path tell(String process, Map<String, SecretValue> values, Reader reader) {
    return translated(() -> folders.write(process, Confided.files(values), reader));
  }

  /** The entry of containers for this processor; empty when there is none. */
  Optional<Path> entry(String processor) {
    return translated(() -> entry.forProcessor(processor));
  }

  /** Whether a container of an earlier hub's was told exactly this. */
  boolean told(String container, Map<String, SecretValue> values) {
    return folders.holds(container, Confided.files(values));
  }

  void forget(String name) {
    folders.remove(name);
  }

  /** Forgets what earlier hubs told, but for what these containers know. */
  void sweep(Set<String> containers) {
    folders.sweep(containers);
  }

  /** An engine that sees other files than the hub does needs a place that both see. */
  EngineException explained(EngineException e) {
    String message = String.valueOf(e.getMessage());
    boolean unseen = message.contains(folders.root().toString()) && message.contains("not exist");
    return unseen
        ? new EngineException(
            message
                + ". The engine does not see the hub's files, as when the hub runs in a container: mount a folder in memory of the engine's machine at the same path into the hub's container, and name it in MCP_CENTRAL_SECRETS")
        : e;
  }

  private static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (SecretException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }
}
