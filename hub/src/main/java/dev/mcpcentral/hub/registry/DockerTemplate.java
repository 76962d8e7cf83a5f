package dev.mcpcentral.hub.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One text of a Docker catalog, with {@code {{server.path|fn}}} in it: turned into our {@code
 * ${parameter}}, or refused. Nothing is evaluated.
 */
final class DockerTemplate {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\{\\{\\s*([A-Za-z0-9_-]+)\\.([A-Za-z0-9_.-]+)((?:\\|[^|{}]{1,200})*)\\s*}}");
  private static final List<String> PLAIN =
      List.of("volume", "volume-target", "into", "first", "last");

  private DockerTemplate() {}

  /**
   * @throws IllegalArgumentException when it holds a template that is not understood
   */
  static String text(String text, Proposal proposal) {
    refuseOurOwn(text);
    Matcher places = PLACE.matcher(text);
    String result =
        places.replaceAll(
            place -> Matcher.quoteReplacement(parameter(place.group(2), place.group(3), proposal)));
    if (result.contains("{{")) {
      throw new IllegalArgumentException("one of its templates is not understood");
    }
    return result;
  }

  private static void refuseOurOwn(String text) {
    if (text.contains("${")) {
      throw new IllegalArgumentException("one of its texts refers to a variable");
    }
  }

  private static String parameter(String path, String functions, Proposal proposal) {
    String name = Proposal.parameterName(path);
    Optional<String> fallback = Optional.empty();
    for (String function :
        functions.isEmpty() ? new String[0] : functions.substring(1).split("\\|", -1)) {
      String known = function.strip();
      if (known.startsWith("or:")) {
        fallback = Optional.of(known.substring(3));
      } else if (!PLAIN.contains(known)) {
        throw new IllegalArgumentException(
            "the template function '" + Plain.text(known, 40) + "' is not known here");
      }
    }
    proposal.parameter(name, "text", path, fallback);
    return "${" + name + "}";
  }

  /**
   * One entry of {@code volumes}: {@code name:/target[:ro]}, {@code {{x|volume}}} or {@code
   * {{x|mount_as:/target[:ro]}}}. A folder of this machine is never taken from the entry: the
   * operator names it.
   */
  static void volume(String text, Proposal proposal) {
    refuseOurOwn(text);
    Matcher whole = PLACE.matcher(text);
    if (whole.matches()) {
      mount(whole.group(2), whole.group(3), proposal);
      return;
    }
    String[] parts = PLACE.matcher(text).replaceAll("{{}}").split(":", -1);
    if (parts.length < 2 || parts.length > 3 || parts[1].contains("{{")) {
      throw new IllegalArgumentException("one of its volumes is not understood");
    }
    boolean readOnly = parts.length == 3 && parts[2].equals("ro");
    if (parts[0].matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      proposal.volume(parts[1]);
    } else {
      Matcher host = PLACE.matcher(text.substring(0, text.indexOf(":" + parts[1])));
      String name =
          host.matches()
              ? Proposal.parameterName(host.group(2))
              : "folder" + Proposal.parameterName(parts[1]);
      proposal.note(
          "it asks for a folder of this machine at "
              + parts[1]
              + ": name one with --set "
              + name
              + "=…");
      proposal.mount(name, parts[1], readOnly);
    }
  }

  private static void mount(String path, String functions, Proposal proposal) {
    String name = Proposal.parameterName(path);
    String target = "${" + name + "}";
    boolean readOnly = false;
    for (String function : functions.split("\\|", -1)) {
      String known = function.strip();
      if (known.startsWith("mount_as:")) {
        String[] parts = known.substring("mount_as:".length()).split(":", -1);
        target = parts[0];
        readOnly = parts.length > 1 && parts[1].equals("ro");
      } else if (!known.isEmpty() && !PLAIN.contains(known)) {
        throw new IllegalArgumentException(
            "the template function '" + Plain.text(known, 40) + "' is not known here");
      }
    }
    proposal.mount(name, target, readOnly);
  }
}
