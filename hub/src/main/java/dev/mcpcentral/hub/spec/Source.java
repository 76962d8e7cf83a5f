package dev.mcpcentral.hub.spec;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where a server comes from, as written after {@code source:}. */
public sealed interface Source {
  /** {@code npm:@scope/pkg[@version]}. */
  record Npm(String packageName, Optional<String> version) implements Source {}

  /** {@code pypi:package[@version]}. */
  record Pypi(String packageName, Optional<String> version) implements Source {}

  /** {@code go:module/path[@version]}: the main package to build. */
  record Go(String module, Optional<String> version) implements Source {}

  /** {@code image:reference}: an image that somebody else built. */
  record ImageReference(String reference) implements Source {}

  /**
   * {@code dir:path}: a folder with its own Dockerfile, or with a project in a language that we
   * recognise.
   */
  record Directory(Path path) implements Source {}

  /** {@code url:https://…}: a server that runs elsewhere. */
  record Remote(URI url) implements Source {}
}
