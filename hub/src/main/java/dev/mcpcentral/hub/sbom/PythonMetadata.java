package dev.mcpcentral.hub.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The core metadata of an installed Python distribution (PyPA, "Core metadata"). */
final class PythonMetadata {
  static final Pattern PATH =
      Pattern.compile("(?:.*/)?[^/]+\\.(?:dist-info/METADATA|egg-info/PKG-INFO)");

  private static final int LONGEST_LICENCE = 64;
  private static final String CLASSIFIER = "License :: ";

  private PythonMetadata() {}

  static Optional<Component> parse(String metadata) {
    List<String> headers = metadata.lines().takeWhile(line -> !line.isEmpty()).toList();
    String name = first(headers, "Name").orElse("");
    String version = first(headers, "Version").orElse("");
    return name.isEmpty() || version.isEmpty()
        ? Optional.empty()
        : Components.pypi(name, version, licences(headers));
  }

  /** {@code License} often holds a whole text; then the classifiers say it shorter. */
  private static List<String> licences(List<String> headers) {
    Optional<String> stated =
        first(headers, "License-Expression")
            .or(() ->
                first(headers, "License")
                    .filter(text -> !text.isBlank() && text.length() <= LONGEST_LICENCE));
    if (stated.isPresent()) {
      return List.of(stated.get());
    }
    List<String> licences = new ArrayList<>();
    for (String value : all(headers, "Classifier")) {
      if (value.startsWith(CLASSIFIER)) {
        licences.add(value.substring(value.lastIndexOf(':') + 1).strip());
      }
    }
    return licences;
  }

  private static Optional<String> first(List<String> headers, String name) {
    return all(headers, name).stream().findFirst();
  }

  private static List<String> all(List<String> headers, String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }
}
