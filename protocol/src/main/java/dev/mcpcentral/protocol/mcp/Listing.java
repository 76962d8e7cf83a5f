package dev.mcpcentral.protocol.mcp;

import java.util.Arrays;
import java.util.Optional;

/** The four kinds of things that a server lists (2026-07-28, server/tools, prompts, resources). */
public enum Listing {
  TOOLS("tools/list", "tools", "name", "tools"),
  PROMPTS("prompts/list", "prompts", "name", "prompts"),
  RESOURCES("resources/list", "resources", "uri", "resources"),
  TEMPLATES("resources/templates/list", "resourceTemplates", "uriTemplate", "resources");

  private final String method;
  private final String member;
  private final String key;
  private final String capability;

  Listing(String method, String member, String key, String capability) {
    this.method = method;
    this.member = member;
    this.key = key;
    this.capability = capability;
  }

  /** The request that lists them. */
  public String method() {
    return method;
  }

  /** The member of the result that holds them. */
  public String member() {
    return member;
  }

  /** The member that tells one definition from another. */
  public String key() {
    return key;
  }

  /** The server capability without which they are not to be asked for. */
  public String capability() {
    return capability;
  }

  /** The notification that says that the list has changed. */
  public String changed() {
    return "notifications/" + capability + "/list_changed";
  }

  public static Optional<Listing> ofMethod(String method) {
    return Arrays.stream(values()).filter(listing -> listing.method.equals(method)).findFirst();
  }
}
