package dev.mcpcentral.hub.registry;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A {@code server.json} of the official MCP registry (schema 2025-12-11). The older names with
 * underscores are read as well, see {@link CamelCase}.
 */
final class RegistryEntry {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_.-]{1,64})}");

  /** Where packages of each kind come from here; an entry cannot name another place. */
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "npm", Set.of("", "https://registry.npmjs.org"),
          "pypi", Set.of("", "https://pypi.org", "https://pypi.org/simple"),
          "oci", Set.of("", "https://docker.io", "https://ghcr.io"));

  private final JsonNode server;
  private final Proposal proposal;

  RegistryEntry(JsonNode server) {
    this.server = server;
    this.proposal = new Proposal(server.path("name").asString("server"));
  }

  /**
   * @throws IllegalArgumentException when nothing of it can be had here
   */
  Proposal read() {
    String homepage = server.path("repository").path("url").asString("");
    proposal.about(
        server.path("title").asString(""),
        server.path("description").asString(""),
        List.of(),
        server.path("websiteUrl").asString(homepage),
        "");
    for (JsonNode candidate : server.path("packages")) {
      if (!proposal.hasSource() && usable(candidate)) {
        take(candidate);
      }
    }
    for (JsonNode remote : server.path("remotes")) {
      if (!proposal.hasSource()) {
        reach(remote);
      }
    }
    if (!proposal.hasSource()) {
      throw new IllegalArgumentException(
          "it has no package from npm, PyPI or an image registry that speaks stdio, and no"
              + " streamable-http address: "
              + String.join("; ", proposal.notes()));
    }
    return proposal;
  }

  private boolean usable(JsonNode candidate) {
    String kind = candidate.path("registryType").asString("");
    String place = candidate.path("registryBaseUrl").asString("").replaceFirst("/+$", "");
    String transport = candidate.path("transport").path("type").asString("stdio");
    Set<String> places = PLACES.get(kind);
    if (places == null) {
      proposal.note("a package of kind '" + Plain.text(kind, 40) + "' was dropped");
    } else if (!places.contains(place)) {
      proposal.note(
          "a package from " + Plain.text(place, 100) + " was dropped: not the usual place");
    } else if (!transport.equals("stdio")) {
      proposal.note("a package that speaks " + Plain.text(transport, 40) + " was dropped");
    } else {
      return true;
    }
    return false;
  }

  private void take(JsonNode candidate) {
    proposal.source(source(candidate));
    candidate.path("runtimeArguments").forEach(this::runtimeArgument);
    candidate.path("packageArguments").forEach(this::packageArgument);
    candidate.path("environmentVariables").forEach(this::environment);
  }

  private static String source(JsonNode candidate) {
    String identifier = candidate.path("identifier").asString("");
    String version = candidate.path("version").asString("");
    return switch (candidate.path("registryType").asString("")) {
      case "npm" -> "npm:" + identifier + (version.isEmpty() ? "" : "@" + version);
      case "pypi" -> "pypi:" + identifier + (version.isEmpty() ? "" : "@" + version);
      default ->
          "image:" + identifier + (version.isEmpty() || tagged(identifier) ? "" : ":" + version);
    };
  }

  private static boolean tagged(String image) {
    return image.lastIndexOf(':') > image.lastIndexOf('/') || image.contains("@");
  }

  /** Options of docker, npx or uvx: what has no place in a spec is dropped with the reason. */
  private void runtimeArgument(JsonNode argument) {
    String name = argument.path("name").asString("");
    String value = argument.path("value").asString(argument.path("default").asString(""));
    switch (name) {
      case "-v", "--volume" -> volume(argument, value);
      case "--mount" -> mount(argument, value);
      case "-u", "--user" ->
          proposal.note(name + " was dropped: servers run as a user without rights");
      case "-e", "--env" -> assignment(argument, value);
      case "-i", "--interactive", "--rm", "-y", "--yes", "--init" -> {
        // How a container or package is started; the hub does that in its own way.
      }
      default ->
          proposal.note(
              "the runtime argument '%s' was dropped: it has no place in a declaration"
                  .formatted(Plain.text(name.isEmpty() ? value : name, 60)));
    }
  }

  private void volume(JsonNode argument, String value) {
    String[] parts = value.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      proposal.note("a volume was dropped: it is not understood");
      return;
    }
    boolean readOnly = parts.length == 3 && parts[2].equals("ro");
    place(argument, parts[0], parts[1], readOnly);
  }

  private void mount(JsonNode argument, String value) {
    Map<String, String> fields = new java.util.HashMap<>();
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      fields.put(
          equals < 0 ? part : part.substring(0, equals),
          equals < 0 ? "" : part.substring(equals + 1));
    }
    String source = fields.getOrDefault("source", fields.getOrDefault("src", ""));
    String target =
        fields.getOrDefault(
            "target", fields.getOrDefault("destination", fields.getOrDefault("dst", "")));
    boolean readOnly = fields.containsKey("readonly") || fields.containsKey("ro");
    place(argument, source, target, readOnly);
  }

  /** A folder of this machine is never taken from the entry: the operator names it. */
  private void place(JsonNode argument, String source, String target, boolean readOnly) {
    try {
      if (source.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        proposal.volume(target);
        return;
      }
      Matcher variable = VARIABLE.matcher(source);
      String name =
          Proposal.parameterName(variable.matches() ? variable.group(1) : "folder" + target);
      proposal.mount(name, target, readOnly);
      describe(argument, variable.matches() ? variable.group(1) : "", name);
    } catch (IllegalArgumentException refused) {
      proposal.note("a mount was dropped: " + refused.getMessage());
    }
  }

  private void assignment(JsonNode argument, String value) {
    int equals = value.indexOf('=');
    if (equals > 0) {
      proposal.env(value.substring(0, equals), text(argument, value.substring(equals + 1)));
    } else {
      proposal.note("an environment variable without value was dropped");
    }
  }

  private void packageArgument(JsonNode argument) {
    boolean named = argument.path("type").asString("").equals("named");
    if (named) {
      proposal.argument(plain(argument.path("name").asString("")));
    }
    if (argument.has("value")) {
      proposal.argument(text(argument, argument.path("value").asString("")));
    } else if (argument.has("default") || !named || argument.has("valueHint")) {
      String hint = argument.path("valueHint").asString(argument.path("name").asString("argument"));
      proposal.argument(asked(hint, argument));
    }
  }

  private void environment(JsonNode variable) {
    String name = variable.path("name").asString("");
    String description = variable.path("description").asString("");
    if (variable.path("isSecret").asBoolean(false)) {
      proposal.secret(name, name, description, variable.path("isRequired").asBoolean(false));
    } else if (variable.has("value")) {
      proposal.env(name, text(variable, variable.path("value").asString("")));
    } else if (variable.has("default") || variable.path("isRequired").asBoolean(false)) {
      proposal.env(name, asked(name, variable));
    }
  }

  /** A value that only the operator knows, as {@code ${parameter}}. */
  private String asked(String hint, JsonNode input) {
    String name = Proposal.parameterName(hint);
    JsonNode fallback = input.path("default");
    proposal.parameter(
        name,
        "text",
        input.path("description").asString(hint),
        fallback.isValueNode() ? Optional.of(fallback.asString("")) : Optional.empty());
    return "${" + name + "}";
  }

  /** A value with {@code {variables}} in it. */
  private String text(JsonNode input, String value) {
    Matcher variables = VARIABLE.matcher(plain(value));
    return variables.replaceAll(found ->
        Matcher.quoteReplacement(
            asked(found.group(1), input.path("variables").path(found.group(1)))));
  }

  private void describe(JsonNode argument, String variable, String name) {
    JsonNode said = argument.path("variables").path(variable);
    String description =
        said.path("description").asString(argument.path("description").asString(""));
    if (!description.isEmpty()) {
      proposal.describe(name, description, Optional.empty());
    }
  }

  private static String plain(String text) {
    if (text.contains("${")) {
      throw new IllegalArgumentException("one of its texts refers to a variable");
    }
    return text;
  }

  private void reach(JsonNode remote) {
    String url = remote.path("url").asString("");
    if (!remote.path("type").asString("").equals("streamable-http")
        || VARIABLE.matcher(url).find()) {
      proposal.note("an address was dropped: not streamable-http, or with variables in it");
      return;
    }
    proposal.source("url:" + URI.create(url).toASCIIString());
    if (!remote.path("headers").isEmpty()) {
      proposal.note("its headers were dropped: the hub sends none to remote servers");
    }
  }
}
