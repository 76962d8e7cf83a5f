package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client asked for once and wants for good: its log level and its subscriptions. */
final class Wishes {
  private static final int MAX = 1_000;

  private final Map<String, Slice> messages = new LinkedHashMap<>();

  /** Takes note of a request that was carried out. */
  synchronized void carriedOut(Envelope.Request request, Slice message) {
    String uri = request.body().string("uri");
    switch (request.method()) {
      case "logging/setLevel" -> messages.put("", message);
      case "resources/subscribe" -> {
        if (uri != null && messages.size() < MAX) {
          messages.put(uri, message);
        }
      }
      case "resources/unsubscribe" -> messages.remove(String.valueOf(uri));
      default -> {} // over when it is answered
    }
  }

  synchronized List<Slice> all() {
    return List.copyOf(messages.values());
  }
}
