package dev.mcpcentral.hub.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The JavaScript file that starts an npm package.
 *
 * @param options for node, from the file's first line
 */
record NodeEntry(String version, Path file, List<String> options) {
  /**
   * The package's command: the one named like the package, else the only one.
   *
   * @throws ImageException when there is none, or several and none is named like the package
   */
  static NodeEntry find(String name, Path folder) {
    JsonNode manifest = Json.read(folder.resolve("package.json"));
    Path file = folder.resolve(command(name, manifest)).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      throw new ImageException(
          "npm:" + name + " names a command file that it does not have: " + file.getFileName());
    }
    return new NodeEntry(manifest.path("version").asString("0"), file, options(name, file));
  }

  /** As a program whose folder is {@code app}. */
  Program program(Path app) {
    return new Program(version, Language.NODE, options, app.relativize(file).toString(), List.of());
  }

  private static String command(String name, JsonNode manifest) {
    JsonNode bin = manifest.path("bin");
    if (bin.isString()) {
      return bin.asString();
    }
    SequencedMap<String, String> commands = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : bin.properties()) {
      commands.put(entry.getKey(), entry.getValue().asString(""));
    }
    return Choice.of("npm:" + name, name.substring(name.indexOf('/') + 1), commands);
  }

  /** Node's options in {@code #!/usr/bin/env -S node --option}; refuses other interpreters. */
  private static List<String> options(String name, Path file) {
    String first = firstLine(file);
    if (!first.startsWith("#!")) {
      return List.of();
    }
    List<String> words =
        Arrays.stream(first.substring(2).strip().split("\\s+"))
            .filter(word -> !word.endsWith("/env") && !word.equals("-S"))
            .toList();
    Optional<String> interpreter = words.stream().findFirst();
    if (interpreter.isEmpty() || !interpreter.get().matches("(.*/)?node(js)?")) {
      throw new ImageException(
          "npm:" + name + " starts with '" + first + "', which is not a Node.js program");
    }
    return words.subList(1, words.size());
  }

  private static String firstLine(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      char[] start = new char[256];
      int read = reader.read(start);
      return read <= 0 ? "" : new String(start, 0, read).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new ImageException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
