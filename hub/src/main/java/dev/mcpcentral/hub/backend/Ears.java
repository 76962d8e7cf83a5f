package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.util.function.Consumer;

/** Who takes what a server says on a stream besides the response that is waited for. */
record Ears(Consumer<Envelope.Notification> notes, Consumer<Envelope.Request> requests) {
  static final Ears NONE = new Ears(note -> {}, request -> {});

  void take(Envelope message) {
    switch (message) {
      case Envelope.Notification note -> notes.accept(note);
      case Envelope.Request request -> requests.accept(request);
      case Envelope.ResultResponse ignored -> {}
      case Envelope.ErrorResponse ignored -> {}
    }
  }
}
