package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.Objects;

/** The members of an object that the hub, or the audit log, has written. */
record Fields(Members members) {
  static Fields of(Slice json) {
    try {
      return new Fields(Members.ofObject(json));
    } catch (MalformedJsonException e) {
      throw CommandFailure.failed(
          "bad-answer", "the hub's answer is not understood: " + e.getMessage());
    }
  }

  boolean has(String name) {
    return members.find(name) != null;
  }

  /** The member's text, empty when there is none. */
  String text(String name) {
    return Objects.requireNonNullElse(members.string(name), "");
  }

  /** The member as it is written, without the quotes of a string; empty when there is none. */
  String shown(String name) {
    String text = members.string(name);
    return text != null ? text : Objects.requireNonNullElse(members.json(name), "");
  }

  boolean isTrue(String name) {
    return "true".equals(members.json(name));
  }

  Fields object(String name) {
    Slice value = members.find(name);
    return value == null ? new Fields(Members.NONE) : of(value);
  }

  List<Fields> objects(String name) {
    return slices(name).stream().map(Fields::of).toList();
  }

  /** The elements of an array as they are written; empty when there is none. */
  List<Slice> slices(String name) {
    Slice value = members.find(name);
    return value == null ? List.of() : elements(value);
  }

  /** The texts of an array of strings; empty when there is none. */
  List<String> texts(String name) {
    return JsonStrings.texts(members.find(name));
  }

  private static List<Slice> elements(Slice array) {
    try {
      return JsonScan.array(array);
    } catch (MalformedJsonException e) {
      throw CommandFailure.failed(
          "bad-answer", "the hub's answer is not understood: " + e.getMessage());
    }
  }
}
