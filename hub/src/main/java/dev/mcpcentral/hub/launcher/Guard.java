package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.ContainerDesk;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a launcher looks at before its engine is asked, on top of what a spec's own constructors and
 * the engine's rules refuse. The hub that asks is not believed.
 */
final class Guard {
  private static final int MAX_WORDS = 256;
  private static final int MAX_WORD_CHARS = 32 << 10;
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** The names of our own images; all others are somebody else's to move. */
  private static final String OUR_IMAGES = "mcp-central/";

  private final LauncherTerms terms;
  private final ContainerDesk desk;

  Guard(LauncherTerms terms, ContainerDesk desk) {
    this.terms = terms;
    this.desk = desk;
  }

  void check(Launch launch) {
    checkCommand(launch.command());
    checkVariables(launch.environment());
    ServerSpec spec = launch.spec();
    for (Grant grant : spec.reach().grants()) {
      if (!terms.grants().contains(grant)) {
        String word = grant.name().toLowerCase(java.util.Locale.ROOT);
        throw new EngineException(
            "the launcher does not allow server '%s' the grant %s: start it with --allow-grant %s, or remove the grant"
                .formatted(spec.name(), word, word));
      }
    }
    spec.mounts().forEach(mount -> check(spec, mount));
    switch (launch.workload()) {
      case Workload.Image _ -> {}
      case Workload.Container(String name) -> checkForeign(name);
      case Workload.Folder _ ->
          throw new EngineException("a launcher starts containers only, not processes");
    }
  }

  /** Only what its owner labelled for this hub is spoken to: it was meant to be. */
  void checkForeign(String container) {
    if (!desk.isLabelledForUs(container)) {
      throw new EngineException(
          "the launcher speaks to no container '%s': there is none, or whoever started it did not label it mcp.server and mcp.hub for this hub"
              .formatted(container));
    }
  }

  static void checkCommand(List<String> command) {
    if (command.size() > MAX_WORDS) {
      throw new EngineException("a command has at most " + MAX_WORDS + " words");
    }
    command.forEach(Guard::checkWord);
  }

  private static void checkVariables(Map<String, String> environment) {
    if (environment.size() > MAX_WORDS) {
      throw new EngineException("a launch has at most " + MAX_WORDS + " variables");
    }
    environment.forEach((name, value) -> {
      if (!VARIABLE.matcher(name).matches()) {
        throw new EngineException("the name of a variable has letters, digits and '_' only");
      }
      checkWord(value);
    });
  }

  private static void checkWord(String word) {
    if (word.length() > MAX_WORD_CHARS || word.indexOf('\0') >= 0) {
      throw new EngineException("a word is longer than 32 KiB, or holds a NUL character");
    }
  }

  private void check(ServerSpec spec, Mount mount) {
    Path real = real(spec, mount);
    boolean allowed = terms.mountRoots().stream().anyMatch(root -> real.startsWith(real(root)));
    if (!allowed) {
      throw new EngineException(
          "the launcher does not allow server '%s' the mount %s: %s"
              .formatted(spec.name(), mount.source(), howToAllow()));
    }
  }

  private String howToAllow() {
    return terms.mountRoots().isEmpty()
        ? "it was started without any --allow-mount FOLDER"
        : "it is in none of the folders that it was started with, --allow-mount "
            + terms.mountRoots();
  }

  private static Path real(ServerSpec spec, Mount mount) {
    try {
      return mount.source().toRealPath();
    } catch (IOException _) {
      throw new EngineException(
          "server '%s' mounts %s, which the launcher does not see: create it, and where the launcher runs in a container show it the folder at the same path"
              .formatted(spec.name(), mount.source()));
    }
  }

  /** Looked at each time: a root can be made after the launcher. */
  private static Path real(Path root) {
    try {
      return root.toRealPath();
    } catch (IOException _) {
      return root;
    }
  }

  /** Images get names below {@code mcp-central/} only: no name of anybody else's is moved. */
  static void checkName(String name) {
    if (!name.startsWith(OUR_IMAGES) || name.contains("..") || name.lastIndexOf(':') < 0) {
      throw new EngineException(
          "the launcher names and removes only images below " + OUR_IMAGES + ", with a tag");
    }
  }
}
