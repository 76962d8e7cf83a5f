package dev.mcpcentral.hub.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of a base that was assembled here and keeps no package database: lines {@code name
 * version} or {@code name version from source}, the first of which names the runtime.
 */
final class AssembledBase {
  private static final Pattern LINE =
      Pattern.compile("(\\S{1,100}) (\\d\\S{0,100})(?: from (\\S.{0,300}))?");

  private AssembledBase() {}

  static List<Component> components(List<String> base) {
    List<String> versions = base.stream().map(AssembledBase::version).toList();
    Distribution distribution = Distribution.ofPackages(versions);
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      Matcher line = LINE.matcher(base.get(i));
      if (line.matches()) {
        Optional<Component> component =
            i == 0
                ? Components.runtime(line.group(1), line.group(2))
                : Components.ofDistribution(
                    distribution, DpkgStatus.deb(line.group(1), line.group(2), "", line.group(3)));
        component.ifPresent(components::add);
      }
    }
    return components;
  }

  private static String version(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }
}
