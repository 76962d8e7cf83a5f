package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A peer whose pages of tools are scripted: {@code tools} and {@code nextCursor} a page. */
final class FakePeer implements Peer {
  final CompletableFuture<String> gone = new CompletableFuture<>();
  final List<String> asked = new ArrayList<>();
  final List<String> pages;
  Era era = Era.LEGACY;
  Runnable toolsChanged = () -> {};
  Runnable beforeAnswer = () -> {};
  volatile boolean closed;

  /** The results of {@code tools/list} in order; the last one is given again and again. */
  FakePeer(String... pages) {
    this.pages = List.of(pages);
  }

  @Override
  public Era era() {
    return era;
  }

  @Override
  public String instance() {
    return "fake";
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    String page = pages.get(Math.min(asked.size(), pages.size() - 1));
    asked.add(outgoing.method() + " " + outgoing.params().withToken(0).text());
    beforeAnswer.run();
    try {
      return EnvelopeScanner.scan(
          Slice.of("{\"jsonrpc\":\"2.0\",\"id\":1," + page.replace("#", "" + asked.size()) + "}"));
    } catch (MalformedJsonException | InvalidEnvelopeException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }

  @Override
  public void onToolsChanged(Runnable action) {
    toolsChanged = action;
  }

  @Override
  public CompletionStage<String> gone() {
    return gone;
  }

  @Override
  public void close() {
    closed = true;
    gone.complete("stopped");
  }
}
