package dev.mcpcentral.hub.registry;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry.About;
import dev.mcpcentral.hub.registry.CatalogEntry.Parameter;
import dev.mcpcentral.hub.registry.CatalogEntry.Parameter.Kind;
import dev.mcpcentral.hub.registry.CatalogEntry.Review;
import dev.mcpcentral.hub.registry.CatalogEntry.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Catalogs in our own form: {@code servers:} with one entry for each name. What an entry may do to
 * a container is in its {@code spec}, which is read by the rules of the configuration file when the
 * entry is added, and not here.
 */
final class EntryReader {
  private static final int MAX_ENTRIES = 5_000;
  private static final int MAX_ITEMS = 64;
  private static final int SHORT = 120;
  private static final int LONG = 500;
  private static final Pattern PARAMETER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern ENV = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private final String origin;

  EntryReader(String origin) {
    this.origin = origin;
  }

  /** All entries of a catalog, in its order. */
  List<CatalogEntry> read(JsonNode catalog) {
    if (!(catalog.path("servers") instanceof ObjectNode servers) || servers.size() > MAX_ENTRIES) {
      throw new CatalogException(
          "catalog '" + origin + "' has no mapping 'servers' with at most 5,000 entries");
    }
    List<CatalogEntry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : servers.properties()) {
      try {
        entries.add(entry(new ServerName(one.getKey()), one.getValue()));
      } catch (IllegalArgumentException malformed) {
        throw new CatalogException(
            "catalog '%s', entry '%s': %s"
                .formatted(origin, Plain.text(one.getKey(), SHORT), malformed.getMessage()),
            malformed);
      }
    }
    return entries;
  }

  private CatalogEntry entry(ServerName name, JsonNode entry) {
    if (!(entry.path("spec") instanceof ObjectNode spec)) {
      throw new IllegalArgumentException("it has no 'spec'");
    }
    return new CatalogEntry(
        name,
        origin,
        about(entry),
        review(entry.path("reviewed")),
        parameters(entry.path("parameters")),
        secrets(entry.path("secrets")),
        spec.toString());
  }

  private static About about(JsonNode entry) {
    return new About(
        text(entry, "title", SHORT),
        text(entry, "description", LONG),
        entry
            .path("tags")
            .valueStream()
            .limit(MAX_ITEMS)
            .map(tag -> Plain.text(tag.asString(""), SHORT))
            .toList(),
        Plain.webAddress(entry.path("homepage").asString("")),
        text(entry, "licence", SHORT));
  }

  /** Only our own catalog can say that somebody of ours has looked. */
  private Optional<Review> review(JsonNode review) {
    return origin.equals(CatalogEntry.OWN) && review.isObject()
        ? Optional.of(new Review(text(review, "date", SHORT), text(review, "check", LONG)))
        : Optional.empty();
  }

  private static List<Parameter> parameters(JsonNode parameters) {
    return bounded(parameters, "parameters").properties().stream()
        .map(one -> parameter(one.getKey(), one.getValue()))
        .toList();
  }

  private static Parameter parameter(String name, JsonNode parameter) {
    require(PARAMETER, name, "a parameter's name");
    String kind = parameter.path("kind").asString("text").toUpperCase(Locale.ROOT);
    JsonNode fallback = parameter.path("default");
    return new Parameter(
        name,
        Kind.valueOf(kind),
        text(parameter, "description", LONG),
        fallback.isMissingNode() ? Optional.empty() : Optional.of(fallback.asString("")));
  }

  private static List<Secret> secrets(JsonNode secrets) {
    return bounded(secrets, "secrets").valueStream().map(EntryReader::secret).toList();
  }

  private static Secret secret(JsonNode secret) {
    String name = secret.path("name").asString("");
    String env = secret.path("env").asString("");
    require(SECRET, name, "a secret's name");
    require(ENV, env, "a secret's env");
    JsonNode placeholder = secret.path("placeholder");
    return new Secret(
        name,
        env,
        text(secret, "description", LONG),
        text(secret, "example", SHORT),
        secret.path("required").asBoolean(false),
        placeholder.isString()
            ? Optional.of(text(secret, "placeholder", SHORT))
            : Optional.empty());
  }

  private static JsonNode bounded(JsonNode items, String what) {
    if (items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("it has more than " + MAX_ITEMS + " " + what);
    }
    return items;
  }

  private static void require(Pattern grammar, String text, String what) {
    if (!grammar.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " must match " + grammar);
    }
  }

  private static String text(JsonNode node, String key, int limit) {
    return Plain.text(node.path(key).asString(""), limit);
  }
}
