package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a compose file of somebody's could become here. Every field is untrusted: it is mapped to
 * something that a server spec may say, or named as left out. Nothing is written.
 *
 * @param servers in the order of the file; all of them wait for a review
 * @param leftOut services that do not become servers, each with the reason
 */
public record ComposeImport(List<Candidate> servers, List<String> leftOut) {
  private static final long MOST_BYTES = 4 << 20;
  private static final int MOST_SERVICES = 500;

  public ComposeImport {
    servers = List.copyOf(servers);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * One service as a server.
   *
   * @param service its name in the file
   * @param notes what of it was not taken over, and what is to be done
   */
  public record Candidate(String service, ServerSpec spec, List<String> notes) {
    public Candidate {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a file.
   *
   * @param known names that are taken already
   * @param secrets whether values that look like secrets are taken over, in clear text
   * @throws ComposeException when it cannot be read, or says nothing about servers
   */
  public static ComposeImport read(Path file, Set<ServerName> known, boolean secrets) {
    Map<String, Object> root = ComposeTree.read(text(file));
    if (!(root.get("services") instanceof Map<?, ?> services)) {
      throw new ComposeException(file + " has no 'services': is it a compose file?");
    }
    if (services.size() > MOST_SERVICES) {
      throw new ComposeException(file + " has more than " + MOST_SERVICES + " services");
    }
    Path folder = file.toAbsolutePath().normalize().resolveSibling("");
    Set<ServerName> taken = new HashSet<>(known);
    List<Candidate> servers = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    services.forEach((name, service) -> {
      String shown = Shown.text(String.valueOf(name));
      try {
        Candidate candidate =
            new ServiceReader(new Service(shown, service), folder, secrets).candidate();
        if (taken.add(candidate.spec().name())) {
          servers.add(candidate);
        } else {
          leftOut.add(shown + ": there is a server '" + candidate.spec().name() + "' already");
        }
      } catch (ComposeException unfit) {
        leftOut.add(shown + ": " + unfit.getMessage());
      }
    });
    return new ComposeImport(servers, leftOut);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ComposeException(file + " is larger than 4 MiB");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new ComposeException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
