package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What whoever starts a launcher allows every hub that speaks to it; a hub can ask for less, never
 * for more.
 *
 * @param mountRoots folders of the engine's machine; only they and what is below can be shown to
 *     servers. Empty means none
 * @param grants that a spec may have
 * @param waivers of the finding {@code runtime}: servers of high risk that may run without an
 *     isolating runtime
 */
public record LauncherTerms(List<Path> mountRoots, Set<Grant> grants, List<Waiver> waivers) {
  /** No folder, no grant, no waiver. */
  public static final LauncherTerms STRICT = new LauncherTerms(List.of(), Set.of(), List.of());

  public LauncherTerms {
    mountRoots = List.copyOf(mountRoots);
    grants = Set.copyOf(grants);
    waivers = List.copyOf(waivers);
    for (Path root : mountRoots) {
      if (!root.isAbsolute() || root.getNameCount() == 0) {
        throw new IllegalArgumentException(
            "a folder that servers may be shown is an absolute path, and not / : " + root);
      }
    }
  }
}
