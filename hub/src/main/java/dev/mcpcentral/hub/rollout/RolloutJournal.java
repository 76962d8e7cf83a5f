package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.Form;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.store.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is being changed, one file for each server, so that a hub that is killed in the middle knows
 * it when it comes back. The configuration file decides how it ends: what it declares is brought
 * up.
 */
public final class RolloutJournal {
  /** Names a step at which the process ends at once, for tests of exactly that. */
  static final String HALT_AT = "MCP_CENTRAL_HALT_AT";

  private static final String ENDING = ".json";

  private final Path folder;
  private final String haltAt;

  /** Keeps its files in {@code folder}, which exists. */
  public RolloutJournal(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.haltAt = environment.getOrDefault(HALT_AT, "");
  }

  /** One change under way. */
  record Entry(ServerName server, String how, String from, String to, String step) {}

  /** Notes that {@code step} is done. */
  void note(ServerName server, String how, String from, String to, RolloutStep step) {
    String json =
        JsonMapper.shared()
            .createObjectNode()
            .put("server", server.value())
            .put("how", how)
            .put("from", from)
            .put("to", to)
            .put("step", step.name())
            .toString();
    DurableFile.replace(file(server), json.getBytes(StandardCharsets.UTF_8));
    if (haltAt.equals(step.name())) {
      Runtime.getRuntime().halt(137);
    }
  }

  /** A server's form in words that tell any two apart, without what an address may hide. */
  static String form(ServerSpec spec) {
    String source = spec.source().toString();
    return spec.life().form() == Form.PROCESS ? source + " as a process" : source;
  }

  /** The change has ended, whichever way. */
  void done(ServerName server) {
    try {
      Files.deleteIfExists(file(server));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file(server) + " cannot be deleted", e);
    }
  }

  /**
   * What a hub before this one did not finish, each with how it ends now, in words for people; the
   * journal is empty afterwards.
   */
  public List<String> resolve(Configuration declared) {
    List<String> endings = new ArrayList<>();
    for (Entry entry : unfinished()) {
      ServerSpec spec = declared.servers().get(entry.server());
      boolean written = spec != null && form(spec).equals(entry.to());
      endings.add(
          "%s was being changed (%s) from %s to %s when the hub ended after step %s: %s"
              .formatted(
                  entry.server(),
                  entry.how(),
                  entry.from(),
                  entry.to(),
                  entry.step(),
                  written
                      ? "the configuration declares the new form, which serves"
                      : "the configuration declares the old form, which serves; nothing was lost, try again"));
      done(entry.server());
    }
    return endings;
  }

  private List<Entry> unfinished() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal in " + folder + " cannot be read", e);
    }
  }

  /** A file that says nothing sensible is not of ours. */
  private static Optional<Entry> read(Path file) {
    try {
      JsonNode json = JsonMapper.shared().readTree(DurableFile.read(file).orElseThrow());
      return Optional.of(
          new Entry(
              new ServerName(json.path("server").stringValue("")),
              json.path("how").stringValue(""),
              json.path("from").stringValue(""),
              json.path("to").stringValue(""),
              json.path("step").stringValue("")));
    } catch (JacksonException | IllegalArgumentException unreadable) {
      System.getLogger(RolloutJournal.class.getName())
          .log(System.Logger.Level.WARNING, file + " is no journal of a change", unreadable);
      return Optional.empty();
    }
  }

  private Path file(ServerName server) {
    return folder.resolve(server.value() + ENDING);
  }
}
