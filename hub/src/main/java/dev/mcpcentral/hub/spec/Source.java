package dev.mcpcentral.hub.spec;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server comes from, as written after {@code source:}.
 *
 * <p>Every part that later becomes an argument of a program matches a strict grammar, and none
 * starts with {@code -}.
 */
public sealed interface Source {
  /**
   * Reads the written form.
   *
   * @param baseDir what a {@code dir:} path is relative to
   * @throws IllegalArgumentException when {@code text} is none of the accepted forms; the message
   *     lists them
   */
  static Source parse(String text, Path baseDir) {
    return SourceGrammar.parse(text, baseDir);
  }

  /** Whether somebody else starts it, so that nothing here prepares, limits or changes it. */
  default boolean elsewhere() {
    return this instanceof Remote || this instanceof Container;
  }

  /** The written form; {@link #parse} of it gives an equal source. May hold a secret in a URL. */
  String text();

  /** {@code npm:@scope/pkg[@version]}. */
  record Npm(String packageName, Optional<String> version) implements Source {
    public Npm {
      SourceGrammar.checkNpm(packageName, version);
    }

    @Override
    public String text() {
      return "npm:" + pinned(packageName, version);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code pypi:package[@version]}. */
  record Pypi(String packageName, Optional<String> version) implements Source {
    public Pypi {
      SourceGrammar.checkPypi(packageName, version);
    }

    @Override
    public String text() {
      return "pypi:" + pinned(packageName, version);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code go:module/path[@version]}: the main package to build. */
  record Go(String module, Optional<String> version) implements Source {
    public Go {
      SourceGrammar.checkGo(module, version);
    }

    @Override
    public String text() {
      return "go:" + pinned(module, version);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code image:reference}: an image that somebody else built. */
  record ImageReference(String reference) implements Source {
    public ImageReference {
      SourceGrammar.checkImage(reference);
    }

    @Override
    public String text() {
      return "image:" + reference;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * {@code dir:path}: a folder with its own Dockerfile, or with a project in a language that we
   * recognise. The path is absolute and normalized; the folder may not exist yet.
   */
  record Directory(Path path) implements Source {
    public Directory {
      SourceGrammar.checkDirectory(path);
    }

    @Override
    public String text() {
      return "dir:" + path;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * {@code url:https://…}: a server that runs elsewhere. Plain http only for a loopback address; no
   * user information and no fragment.
   */
  record Remote(URI url) implements Source {
    public Remote {
      RemoteUrl.check(url);
    }

    @Override
    public String text() {
      return "url:" + url;
    }

    /** Leaves out the query, where some services expect a key. */
    @Override
    public String toString() {
      return "url:" + RemoteUrl.withoutQuery(url);
    }
  }

  /**
   * {@code container:name}: a container that somebody else starts and ends, on the hub's own
   * engine.
   */
  record Container(String name) implements Source {
    public Container {
      SourceGrammar.checkContainer(name);
    }

    @Override
    public String text() {
      return "container:" + name;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  private static String pinned(String name, Optional<String> version) {
    return version.map(v -> name + "@" + v).orElse(name);
  }
}
