package dev.mcpcentral.hub.registry;

import dev.mcpcentral.hub.registry.CatalogEntry.Parameter;
import dev.mcpcentral.hub.registry.CatalogEntry.Parameter.Kind;
import dev.mcpcentral.hub.registry.CatalogEntry.Secret;
import dev.mcpcentral.hub.spec.SecretReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operator's choices put into an entry's spec: value by value in a tree, never as text, so that
 * no choice can become another key.
 */
final class Choices {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z0-9][a-z0-9_-]{0,63})}");

  private final CatalogEntry entry;
  private final Map<String, String> given;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private boolean usesDefaultFolder;

  Choices(CatalogEntry entry, Map<String, String> given) {
    this.entry = entry;
    this.given = Map.copyOf(given);
  }

  CatalogEntry.Order order() {
    refuseStrangers();
    entry.parameters().forEach(this::choose);
    ObjectNode spec = (ObjectNode) filled(JSON.readTree(entry.spec()));
    entry.secrets().forEach(secret -> hand(secret, spec));
    if (entry.review().isEmpty()) {
      spec.put("review", "pending");
    }
    return new CatalogEntry.Order(spec.toString(), notes, usesDefaultFolder);
  }

  private void refuseStrangers() {
    Set<String> known = new HashSet<>();
    entry.parameters().forEach(parameter -> known.add(parameter.name()));
    entry.secrets().forEach(secret -> known.addAll(List.of(secret.name(), secret.env())));
    given.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(stranger -> {
          throw new CatalogException(
              "'%s' has no parameter '%s'%s"
                  .formatted(
                      entry.id(),
                      stranger,
                      known.isEmpty()
                          ? ": it has none"
                          : "; it has " + String.join(", ", known.stream().sorted().toList())));
        });
  }

  private void choose(Parameter parameter) {
    String value = given.get(parameter.name());
    if (value == null) {
      value =
          parameter
              .fallback()
              .orElseThrow(() ->
                  new CatalogException(
                      "'%s' needs %s (%s): add --set %s=…"
                          .formatted(
                              entry.id(),
                              parameter.name(),
                              parameter.description(),
                              parameter.name())));
      usesDefaultFolder |= parameter.kind() == Kind.FOLDER;
    }
    values.put(parameter.name(), value);
    kinds.put(parameter.name(), parameter.kind());
  }

  private void hand(Secret secret, ObjectNode spec) {
    String value = given.getOrDefault(secret.env(), given.get(secret.name()));
    if (value == null) {
      if (secret.required()) {
        notes.add(
            "needs %s (%s): write '%s: env:VARIABLE' or '%s: file:/path' into secrets of '%s' in the configuration file, and nothing of it into env"
                .formatted(
                    secret.env(), secret.description(), secret.env(), secret.env(), entry.name()));
      }
      value = secret.placeholder().orElse(null);
    }
    if (value != null) {
      section(spec, isReference(value) ? "secrets" : "env").put(secret.env(), value);
    }
  }

  /** Says where the value is, and is not the value. */
  private static boolean isReference(String value) {
    try {
      SecretReference.parse(value);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static ObjectNode section(ObjectNode spec, String name) {
    return spec.get(name) instanceof ObjectNode there ? there : spec.putObject(name);
  }

  private JsonNode filled(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().forEach(one -> copy.set(one.getKey(), filled(one.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(item -> copy.add(filled(item)));
      return copy;
    }
    return node.isString() ? filled(node.asString()) : node;
  }

  private JsonNode filled(String text) {
    Matcher whole = PLACE.matcher(text);
    if (whole.matches() && kinds.get(whole.group(1)) == Kind.LIST) {
      ArrayNode list = JSON.createArrayNode();
      Stream.of(value(whole.group(1)).split(",", -1))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .forEach(list::add);
      return list;
    }
    return JSON.getNodeFactory()
        .stringNode(
            PLACE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1)))));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new CatalogException("'" + entry.id() + "' uses the unknown parameter '" + name + "'");
    }
    return value;
  }
}
