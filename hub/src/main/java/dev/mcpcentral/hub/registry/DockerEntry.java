package dev.mcpcentral.hub.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One server of Docker's catalog: the flat form that is published, and the form with sections of
 * {@code server.yaml}.
 */
final class DockerEntry {
  /** Says what something is; nothing of it shapes a container. */
  private static final Set<String> DISPLAY =
      Set.of(
          "name",
          "type",
          "title",
          "description",
          "meta",
          "metadata",
          "about",
          "source",
          "upstream",
          "icon",
          "readme",
          "toolsUrl",
          "ref",
          "dateAdded",
          "tools",
          "run",
          "config",
          "requirement",
          "image",
          "secrets",
          "env",
          "command",
          "volumes",
          "allowHosts",
          "disableNetwork",
          "remote",
          "dynamic",
          "longLived",
          "prefix");

  private final JsonNode entry;
  private final Proposal proposal;

  DockerEntry(String name, JsonNode entry) {
    this.entry = entry;
    this.proposal = new Proposal(name);
  }

  /**
   * @throws IllegalArgumentException when it cannot become a server here
   */
  Proposal read() {
    about();
    switch (entry.path("type").asString("server")) {
      case "server", "image" -> image();
      case "remote" -> remote();
      default ->
          throw new IllegalArgumentException(
              "its type is neither server nor remote; tools that are containers each are not supported");
    }
    entry.propertyNames().stream()
        .filter(key -> !DISPLAY.contains(key))
        .forEach(key -> proposal.note("'" + Plain.text(key, 60) + "' was dropped"));
    return proposal;
  }

  private void about() {
    JsonNode about = entry.has("about") ? entry.path("about") : entry;
    JsonNode meta = entry.has("meta") ? entry.path("meta") : entry.path("metadata");
    String homepage =
        entry.path("source").isObject()
            ? entry.path("source").path("project").asString("")
            : entry.path("upstream").asString("");
    proposal.about(
        about.path("title").asString(""),
        about.path("description").asString(""),
        Foreign.texts(meta.path("tags")),
        homepage,
        meta.path("license").asString(""));
  }

  private void image() {
    JsonNode run = entry.has("run") ? entry.path("run") : entry;
    proposal.source("image:" + entry.path("image").asString(""));
    Foreign.texts(run.path("command"))
        .forEach(word -> proposal.argument(DockerTemplate.text(word, proposal)));
    Foreign.texts(run.path("volumes")).forEach(this::volume);
    environment(run);
    configuration();
    network(run);
    user(run);
    if (entry.has("run")) {
      Set<String> known =
          Set.of("command", "volumes", "env", "allowHosts", "disableNetwork", "user");
      run.propertyNames().stream()
          .filter(key -> !known.contains(key))
          .forEach(key -> proposal.note("'run." + Plain.text(key, 60) + "' was dropped"));
    }
  }

  private void volume(String text) {
    try {
      DockerTemplate.volume(text, proposal);
    } catch (IllegalArgumentException refused) {
      proposal.note("a volume was dropped: " + refused.getMessage());
    }
  }

  private void user(JsonNode run) {
    if (run.has("user")) {
      proposal.note("'user' was dropped: servers run as a user without rights");
    }
  }

  private void network(JsonNode run) {
    List<String> hosts = Foreign.texts(run.path("allowHosts"));
    hosts.forEach(proposal::egress);
    if (hosts.isEmpty() && !run.path("disableNetwork").asBoolean(false)) {
      proposal.note("it names no addresses, so it reaches none: add egress if it needs any");
    }
  }

  private void environment(JsonNode run) {
    JsonNode config = entry.path("config");
    if (run.path("env").isArray()) {
      run.path("env").forEach(one -> env(one.path("name").asString(""), one.path("value")));
    }
    if (config.isObject()) {
      config.path("env").forEach(one -> env(one.path("name").asString(""), one.path("value")));
    }
    if (run.path("env").isObject()) {
      for (Map.Entry<String, JsonNode> one : run.path("env").properties()) {
        env(one.getKey(), one.getValue());
      }
    }
  }

  private void env(String name, JsonNode value) {
    if (value.isMissingNode()) {
      return;
    }
    try {
      proposal.env(name, DockerTemplate.text(value.asString(""), proposal));
    } catch (IllegalArgumentException refused) {
      proposal.note("env " + Plain.text(name, 60) + " was dropped: " + refused.getMessage());
    }
  }

  /** Descriptions for the parameters that templates use, and the secrets. */
  private void configuration() {
    JsonNode config = entry.path("config");
    JsonNode schemas = config.isArray() ? config : config.path("parameters");
    if (schemas.isArray()) {
      schemas.forEach(this::parameters);
    } else {
      parameters(schemas);
    }
    JsonNode secrets = config.has("secrets") ? config.path("secrets") : entry.path("secrets");
    for (JsonNode secret : secrets) {
      proposal.secret(
          secret.path("name").asString(""),
          secret.path("env").asString(""),
          secret.path("description").asString(""),
          secret.path("required").asBoolean(true));
    }
  }

  private void parameters(JsonNode schema) {
    for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
      describe(one.getKey(), one.getValue());
    }
  }

  private void describe(String name, JsonNode property) {
    try {
      JsonNode fallback = property.path("default");
      proposal.describe(
          Proposal.parameterName(name),
          property.path("description").asString(name),
          fallback.isValueNode() ? Optional.of(fallback.asString("")) : Optional.empty());
    } catch (IllegalArgumentException refused) {
      proposal.note("a parameter was dropped: " + refused.getMessage());
    }
  }

  private void remote() {
    JsonNode remote = entry.path("remote");
    String transport = remote.path("transport_type").asString("streamable-http");
    if (!Set.of("streamable-http", "streamable", "streaming", "http").contains(transport)) {
      throw new IllegalArgumentException(
          "it speaks '" + Plain.text(transport, 40) + "'; only streamable-http can be reached");
    }
    proposal.source("url:" + remote.path("url").asString(entry.path("endpoint").asString("")));
    if (!remote.path("headers").isEmpty() || !entry.path("secrets").isEmpty()) {
      proposal.note("its headers and secrets were dropped: the hub sends none to remote servers");
    }
  }
}
