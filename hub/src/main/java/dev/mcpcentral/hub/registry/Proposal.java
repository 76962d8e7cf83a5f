package dev.mcpcentral.hub.registry;

import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A foreign entry on its way into our own form. Only what has a place here gets in, each value by
 * its own grammar; whatever else there was is noted for the operator. It ends as an entry that
 * nobody has reviewed.
 */
final class Proposal {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path NOWHERE = Path.of("/nonexistent");
  private static final int MAX_TEXT = 4096;
  private static final Pattern ENV = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final String foreignName;
  private final ObjectNode entry = JSON.createObjectNode();
  private final ObjectNode parameters = JSON.createObjectNode();
  private final ArrayNode secrets = JSON.createArrayNode();
  private final ObjectNode spec = JSON.createObjectNode();
  private final List<String> notes = new ArrayList<>();

  Proposal(String foreignName) {
    this.foreignName = Plain.text(foreignName, 200);
  }

  String foreignName() {
    return foreignName;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void note(String what) {
    notes.add(Plain.text(what, 300));
  }

  void about(String title, String description, List<String> tags, String homepage, String licence) {
    entry.put("title", Plain.text(title.isBlank() ? foreignName : title, 120));
    entry.put("description", Plain.text(description, 500));
    ArrayNode list = entry.putArray("tags");
    tags.stream().limit(16).forEach(tag -> list.add(Plain.text(tag, 40)));
    String address = Plain.webAddress(homepage);
    if (address.isEmpty() && !homepage.isBlank()) {
      note("its link is not a web address and was dropped");
    }
    entry.put("homepage", address);
    entry.put("licence", Plain.text(licence, 60));
  }

  /**
   * Only what a stranger may name: packages, images, and addresses elsewhere; no folder of ours.
   */
  void source(String text) {
    Source source = Source.parse(text, NOWHERE);
    if (source instanceof Source.Directory) {
      throw new IllegalArgumentException("a foreign entry cannot name a folder of this machine");
    }
    spec.put("source", text);
  }

  boolean hasSource() {
    return spec.has("source");
  }

  void argument(String value) {
    spec.withArray("/args").add(checked(value, "an argument"));
  }

  void env(String name, String value) {
    if (!ENV.matcher(name).matches()) {
      note("an environment variable without a usable name was dropped");
      return;
    }
    object("env").put(name, checked(value, "the value of " + name));
  }

  /** Durable storage, once the operator has named it. */
  void volume(String target) {
    String parameter = "volume-" + (spec.path("volumes").size() + 1);
    new Volume("checked", target);
    parameter(parameter, "text", "A name for durable storage at " + target, Optional.empty());
    ObjectNode volume = JSON.createObjectNode();
    spec.withArray("/volumes")
        .add(volume.put("name", "${" + parameter + "}").put("target", target));
  }

  /** A folder of this machine, once the operator has named it. */
  void mount(String parameter, String target, boolean readOnly) {
    boolean sameAsSource = target.equals("${" + parameter + "}");
    if (!sameAsSource) {
      new Volume("checked", target);
    }
    parameter(parameter, "folder", "A folder of this machine, seen at " + target, Optional.empty());
    ObjectNode mount = JSON.createObjectNode().put("source", "${" + parameter + "}");
    mount.put("target", target).put("mode", readOnly ? "ro" : "rw");
    spec.withArray("/mounts").add(mount);
  }

  void egress(String text) {
    try {
      String plain = text.replaceFirst("/(https?|tcp)$", "");
      String address = Egress.parse(plain).toString();
      spec.withArray("/egress").add(address);
    } catch (IllegalArgumentException malformed) {
      note("the address '" + Plain.text(text, 80) + "' is not host:port and was dropped");
    }
  }

  /** The first declaration of a parameter counts; a folder stays a folder. */
  void parameter(String name, String kind, String description, Optional<String> fallback) {
    if (parameters.path(name) instanceof ObjectNode known) {
      if (kind.equals("folder")) {
        known.put("kind", kind).remove("default");
      }
      return;
    }
    ObjectNode parameter = parameters.putObject(name);
    parameter.put("kind", kind).put("description", Plain.text(description, 300));
    fallback.ifPresent(value -> parameter.put("default", Plain.text(value, 300)));
  }

  /** Says more about a parameter that is used; one that is not used is of no interest. */
  void describe(String name, String description, Optional<String> fallback) {
    if (parameters.path(name) instanceof ObjectNode parameter) {
      parameter.put("description", Plain.text(description, 300));
      if (!parameter.path("kind").asString("").equals("folder")) {
        fallback.ifPresent(value -> parameter.put("default", Plain.text(value, 300)));
      }
    }
  }

  void secret(String name, String env, String description, boolean required) {
    if (!ENV.matcher(env).matches() || !SECRET.matcher(name).matches()) {
      note("a secret without a usable name was dropped");
      return;
    }
    ObjectNode secret = secrets.addObject();
    secret.put("name", name).put("env", env);
    secret.put("description", Plain.text(description, 300)).put("required", required);
  }

  /** In our own form. */
  ObjectNode entry() {
    entry.set("parameters", parameters);
    entry.set("secrets", secrets);
    entry.set("spec", spec);
    return entry;
  }

  /** A server name that people still recognise: the last part of a foreign name. */
  String suggestedName() {
    String last = foreignName.substring(foreignName.lastIndexOf('/') + 1);
    String plain = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = plain.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "server" : trimmed.substring(0, Math.min(28, trimmed.length()));
  }

  /** {@code Some.Name} → {@code some-name}, as parameters are named. */
  static String parameterName(String... parts) {
    String joined =
        String.join("-", Arrays.asList(parts))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String name = joined.replaceAll("^-+|-+$", "");
    if (name.isEmpty() || name.length() > 64) {
      throw new IllegalArgumentException("one of its parameters has no usable name");
    }
    return name;
  }

  private ObjectNode object(String key) {
    return spec.get(key) instanceof ObjectNode there ? there : spec.putObject(key);
  }

  private static String checked(String value, String what) {
    if (value.length() > MAX_TEXT || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what + " is longer than 4 KiB or holds control characters");
    }
    return value;
  }
}
