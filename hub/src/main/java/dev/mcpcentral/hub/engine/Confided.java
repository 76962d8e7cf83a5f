package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.secret.SecretValue;
import dev.mcpcentral.hub.spec.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container is told in confidence. Of the values only their names become part of what the
 * engine knows: a file each below {@code /run/secrets}, its place in {@code NAME_FILE}, and for
 * programs that look into their environment an entry that exports {@code NAME}.
 *
 * @param values by their variables' names; one that is declared as {@code NAME_FILE} is the file
 *     {@code NAME}, and is not exported
 * @param folder of the machine, with the files
 * @param entry the program before the server's own; empty when this processor has none
 */
record Confided(Map<String, SecretValue> values, Path folder, List<Path> entry) {
  static final String TARGET = "/run/secrets";
  static final Confided NOTHING = new Confided(Map.of(), Path.of("/"), List.of());

  private static final String ENTRY_TARGET = "/run/mcp-central-entry";
  private static final String FILE = "_FILE";

  Confided {
    entry = List.copyOf(entry);
  }

  /** The files by their names. */
  static Map<String, SecretValue> files(Map<String, SecretValue> values) {
    Map<String, SecretValue> files = new LinkedHashMap<>();
    values.forEach((name, value) -> files.put(fileName(name), value));
    return files;
  }

  /** Variables that say where the files are; no value is in them. */
  Map<String, String> places() {
    return places(values.keySet());
  }

  static Map<String, String> places(Set<String> names) {
    Map<String, String> places = new LinkedHashMap<>();
    names.forEach(name -> places.put(fileName(name) + FILE, TARGET + "/" + fileName(name)));
    return places;
  }

  /** What the engine must not be told as a variable. */
  Set<String> names() {
    return values.keySet();
  }

  /** What stands before the server's own command. */
  List<String> prefix() {
    List<String> exported = exported(values.keySet());
    if (entry.isEmpty() || exported.isEmpty()) {
      return List.of();
    }
    List<String> prefix = new ArrayList<>(List.of(ENTRY_TARGET));
    prefix.addAll(exported);
    prefix.add("--");
    return prefix;
  }

  /** Whether a program that looks into its environment finds something missing. */
  boolean incomplete() {
    return entry.isEmpty() && !exported(values.keySet()).isEmpty();
  }

  List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    if (!values.isEmpty()) {
      mounts.add(new Mount(folder, TARGET, true));
      entry.forEach(program -> mounts.add(new Mount(program, ENTRY_TARGET, true)));
    }
    return mounts;
  }

  /** Those that programs find in their environment. */
  static List<String> exported(Set<String> names) {
    return names.stream().filter(name -> fileName(name).equals(name)).toList();
  }

  private static String fileName(String name) {
    return name.endsWith(FILE) && name.length() > FILE.length()
        ? name.substring(0, name.length() - FILE.length())
        : name;
  }
}
