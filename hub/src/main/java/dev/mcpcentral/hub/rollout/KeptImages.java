package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.oci.ImageNames;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The images in the local registry that a configuration still names. */
public final class KeptImages {
  private KeptImages() {}

  /** Names with tag or digest, without the registry: {@code idp/github:1.2.3}. */
  public static Set<String> of(Configuration configuration) {
    Set<String> kept = new HashSet<>();
    for (ServerSpec spec : configuration.servers().values()) {
      version(spec.source())
          .map(ImageNames::tag)
          .ifPresent(tag -> {
            kept.add(ImageNames.NAMESPACE + spec.name() + ":" + tag);
            kept.add(ImageNames.NAMESPACE + spec.name() + "-mcp:" + tag);
          });
      if (spec.source() instanceof Source.ImageReference image) {
        String registry = configuration.registry() + "/";
        if (image.reference().startsWith(registry)) {
          kept.add(named(image.reference().substring(registry.length())));
        }
      }
    }
    return kept;
  }

  /** A reference without a tag means {@code latest}; with a digest, the digest alone counts. */
  private static String named(String reference) {
    int at = reference.indexOf('@');
    if (at < 0) {
      return reference.contains(":") ? reference : reference + ":" + ImageNames.LATEST;
    }
    return reference.substring(0, at).replaceFirst(":.*", "") + reference.substring(at);
  }

  private static Optional<String> version(Source source) {
    return switch (source) {
      case Source.Npm npm -> npm.version();
      case Source.Pypi pypi -> pypi.version();
      case Source.Go go -> go.version();
      case Source.ImageReference _, Source.Directory _, Source.Remote _, Source.Container _ ->
          Optional.empty();
    };
  }
}
