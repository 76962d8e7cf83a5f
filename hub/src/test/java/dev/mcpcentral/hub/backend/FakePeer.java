package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A peer whose answers are scripted, for example pages of tools. */
final class FakePeer implements Peer {
  final CompletableFuture<String> gone = new CompletableFuture<>();
  final List<String> asked = new ArrayList<>();
  final BlockingQueue<Set<String>> watched = new LinkedBlockingQueue<>();
  final List<String> pages;
  Era era = Era.LEGACY;
  Hearing hearing = Hearing.DEAF;
  Welcome welcome = Welcome.NONE;
  final List<String> admitted = new ArrayList<>();
  final List<ClientCapabilities> others = new ArrayList<>();
  boolean isMany;
  @Nullable PeerException failure;
  Runnable beforeAnswer = () -> {};
  Runnable beforeWatch = () -> {};
  volatile boolean busy;
  volatile boolean closed;

  /** The answers in order, whatever is asked; the last one is given again and again. */
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
    if (failure != null) {
      throw failure;
    }
    try {
      return EnvelopeScanner.scan(
          Slice.of("{\"jsonrpc\":\"2.0\",\"id\":1," + page.replace("#", "" + asked.size()) + "}"));
    } catch (MalformedJsonException | InvalidEnvelopeException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }

  @Override
  public Welcome welcome() {
    return welcome;
  }

  @Override
  public void hear(Hearing listener) {
    hearing = listener;
  }

  @Override
  public void watch(Set<String> uris, Deadline deadline) {
    beforeWatch.run();
    watched.add(uris);
  }

  @Override
  public void admit(LogLevel level, Deadline deadline) {
    admitted.add(level.word());
  }

  @Override
  public boolean isMany() {
    return isMany;
  }

  @Override
  public Peer another(ClientCapabilities capabilities, Deadline deadline) {
    others.add(capabilities);
    return new FakePeer(pages.toArray(String[]::new));
  }

  @Override
  public boolean isBusy() {
    return busy;
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
