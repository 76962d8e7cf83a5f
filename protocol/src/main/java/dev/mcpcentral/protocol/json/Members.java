package dev.mcpcentral.protocol.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object in their order: names, and values as slices. Small, so it is
 * searched front to back.
 */
public final class Members {
  /** One member; {@code value} is exact, without surrounding white space. */
  public record Member(String name, Slice value) {}

  /** No members; also stands for an absent object. */
  public static final Members NONE = new Members(List.of());

  private final List<Member> members;

  private Members(List<Member> members) {
    this.members = members;
  }

  public static Members of(List<Member> members) {
    return members.isEmpty() ? NONE : new Members(members);
  }

  public @Nullable Slice find(String name) {
    for (Member member : members) {
      if (member.name.equals(name)) {
        return member.value;
      }
    }
    return null;
  }

  /** The named member's text when it is a JSON string, otherwise null. */
  public @Nullable String string(String name) {
    Slice value = find(name);
    return value == null || value.length() == 0 || value.at(0) != '"'
        ? null
        : JsonStrings.decode(value);
  }

  /** The named member's value as JSON text, or null. */
  public @Nullable String json(String name) {
    Slice value = find(name);
    return value == null ? null : value.text();
  }

  public List<Member> list() {
    return members;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The members of the object in {@code json}; anything else is refused. */
  public static Members ofObject(Slice json) throws MalformedJsonException {
    return JsonScan.object(json);
  }

  /**
   * The members of the object that {@code scanned} is, a value inside of JSON that was accepted
   * before; none when it is absent or anything else.
   */
  public static Members inside(@Nullable Slice scanned) {
    if (scanned == null || scanned.length() <= "{}".length() || scanned.at(0) != '{') {
      return NONE;
    }
    try {
      return ofObject(scanned);
    } catch (MalformedJsonException notScanned) {
      return NONE;
    }
  }

  static List<Member> listOfElements() {
    return new ArrayList<>(8);
  }
}
