package dev.mcpcentral.hub.registry;

import dev.mcpcentral.hub.call.ServerName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One known server: what it is, and what would have to be declared to have it.
 *
 * @param name under which it is declared unless the operator says otherwise
 * @param origin the catalog it is from
 * @param review who looked at it; empty when nobody of ours did
 * @param spec the server in the form of the configuration file, as JSON, with {@code ${parameter}}
 *     where the operator chooses
 */
public record CatalogEntry(
    ServerName name,
    String origin,
    About about,
    Optional<Review> review,
    List<Parameter> parameters,
    List<Secret> secrets,
    String spec) {
  /** The catalog that comes with the product. */
  public static final String OWN = "central";

  public CatalogEntry {
    parameters = List.copyOf(parameters);
    secrets = List.copyOf(secrets);
  }

  /** How it is told from an entry of the same name in another catalog. */
  public String id() {
    return origin.equals(OWN) ? name.value() : origin + "/" + name;
  }

  /**
   * The spec as JSON with the operator's choices in it.
   *
   * @param values by parameter name, or by a secret's name or environment variable
   * @throws CatalogException when a value is missing, or meant for nothing
   */
  public Order order(Map<String, String> values) {
    return new Choices(this, values).order();
  }

  /** Whether every word occurs in what is said about it. */
  boolean matches(List<String> words) {
    String text =
        String.join(" ", id(), about.title(), about.description(), String.join(" ", about.tags()))
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
  }

  /**
   * What is said about a server; shown, and nothing else.
   *
   * @param homepage a web address; empty when none is known
   */
  public record About(
      String title, String description, List<String> tags, String homepage, String licence) {
    public About {
      tags = List.copyOf(tags);
    }
  }

  /**
   * That somebody looked at it.
   *
   * @param date as {@code 2026-11-22}
   * @param check what was looked at
   */
  public record Review(String date, String check) {}

  /**
   * A choice of the operator's.
   *
   * @param fallback the value when nothing is said; empty when one must be given
   */
  public record Parameter(String name, Kind kind, String description, Optional<String> fallback) {
    /** What the value is. */
    public enum Kind {
      TEXT,
      /** A folder of this machine. */
      FOLDER,
      /** Several values, separated by commas. */
      LIST
    }
  }

  /**
   * Something that only the operator knows.
   *
   * @param env the environment variable in which the server expects it
   * @param placeholder what it is given in its stead, so that it starts and can be probed
   */
  public record Secret(
      String name,
      String env,
      String description,
      String example,
      boolean required,
      Optional<String> placeholder) {}

  /**
   * A spec that can be read by the rules of the configuration file.
   *
   * @param spec as JSON
   * @param notes what the operator still has to do
   * @param usesDefaultFolder whether it shows the server a folder that nobody named
   */
  public record Order(String spec, List<String> notes, boolean usesDefaultFolder) {
    public Order {
      notes = List.copyOf(notes);
    }
  }
}
