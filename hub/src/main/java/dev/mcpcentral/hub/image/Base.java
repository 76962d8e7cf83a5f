package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.List;

/**
 * What lies below a server's own layer: kept as files on this machine, so that it stays the same
 * until the operator wants another.
 *
 * @param name for people: {@code node 24.21.0 on Debian 12}
 * @param environment entries of the form {@code NAME=value}
 * @param layers lowest first
 * @param runtimeVersion of the language, major and minor; empty when there is no interpreter
 * @param contents the packages it was made of, with versions
 */
record Base(
    String name,
    List<String> environment,
    List<Layer> layers,
    String runtimeVersion,
    List<String> contents) {
  /**
   * How the name of a base of ours ends. Bases of earlier versions end otherwise: they have folders
   * where a layer of packages has links.
   */
  static final String ASSEMBLED = ", assembled from packages with one /usr";

  Base {
    environment = List.copyOf(environment);
    layers = List.copyOf(layers);
    contents = List.copyOf(contents);
  }

  /**
   * One layer of a base.
   *
   * @param file the layer, relative to the base's folder
   */
  record Layer(String diffId, String file) {}

  /** Whether its contents are known package by package. */
  boolean assembled() {
    return name.endsWith(ASSEMBLED);
  }

  /** Whether this base has the layers of that one below its own. */
  boolean standsOn(Base below) {
    List<String> mine = layers.stream().map(Layer::diffId).toList();
    List<String> theirs = below.layers.stream().map(Layer::diffId).toList();
    return mine.size() > theirs.size() && mine.subList(0, theirs.size()).equals(theirs);
  }

  /** The same with its layers' files found in this folder. */
  Base in(Path folder) {
    List<Layer> found =
        layers.stream()
            .map(layer -> new Layer(layer.diffId(), folder.resolve(layer.file()).toString()))
            .toList();
    return new Base(name, environment, found, runtimeVersion, contents);
  }
}
