package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;

/** What an HTTP status means to people, and what they can do. */
final class Refusals {
  private Refusals() {}

  static String meaning(int status, Slice body, HubAddress address) {
    return switch (status) {
      case 401 ->
          "the hub wants a token, or does not know this one: make one with mcp-central token create NAME, then set MCP_HUB_TOKEN or --token-file";
      case 404 -> "there is no " + address + ": name a server or profile that the hub has";
      case 413 -> "the hub does not take messages of this size";
      default -> "the hub answered with HTTP status " + status + said(body);
    };
  }

  private static String said(Slice body) {
    try {
      Slice error = Members.ofObject(body).find("error");
      String message = error == null ? null : Members.ofObject(error).string("message");
      return message == null ? "" : ": " + message;
    } catch (MalformedJsonException notJson) {
      return "";
    }
  }
}
