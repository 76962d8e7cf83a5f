package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the source that an operator means by a version. */
record Sources(Path configuration) {
  /** Reads the written form; what is none of its forms is refused in words for people. */
  Source parse(String text) {
    Path file = configuration.toAbsolutePath();
    Path folder = file.getParent();
    try {
      return Source.parse(text, folder == null ? file : folder);
    } catch (IllegalArgumentException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  /**
   * The source with another version.
   *
   * @param to a version, or a whole source; empty for the newest
   */
  Source wanted(Source now, Optional<String> to) {
    if (to.isPresent() && isSource(to.get())) {
      return parse(to.get());
    }
    return switch (now) {
      case Source.Npm(String name, var _) -> checked(() -> new Source.Npm(name, to));
      case Source.Pypi(String name, var _) -> checked(() -> new Source.Pypi(name, to));
      case Source.Go(String module, var _) -> checked(() -> new Source.Go(module, to));
      case Source.ImageReference(String reference) -> image(reference, to);
      case Source.Directory folder -> folder(folder, to);
      case Source.Remote _ ->
          throw new FleetException(
              "it runs elsewhere: whoever runs it updates it; 'mcp-central migrate' brings it here");
      case Source.Container _ ->
          throw new FleetException("somebody else starts its container, and updates it");
    };
  }

  private static boolean isSource(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && text.substring(0, colon).matches("npm|pypi|go|image|dir|url|container");
  }

  private static Source checked(Supplier<Source> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private Source image(String reference, Optional<String> to) {
    String name = reference.replaceFirst("@.*", "");
    int slash = name.lastIndexOf('/');
    int colon = name.indexOf(':', slash + 1);
    if (to.isEmpty() && (colon < 0 || reference.startsWith("sha256:"))) {
      throw new FleetException(
          "image %s is pinned, so there is no newest one: say which, by --to TAG, --to sha256:… or --to image:NAME:TAG"
              .formatted(reference));
    }
    String bare = colon < 0 ? name : name.substring(0, colon);
    return parse("image:" + to.map(version -> bare + separator(version) + version).orElse(name));
  }

  private static String separator(String version) {
    return version.startsWith("sha256:") ? "@" : ":";
  }

  private static Source folder(Source.Directory folder, Optional<String> to) {
    if (to.isPresent()) {
      throw new FleetException(
          "a folder has no versions: change its files and update, or give a source, such as --to dir:./other");
    }
    return folder;
  }
}
