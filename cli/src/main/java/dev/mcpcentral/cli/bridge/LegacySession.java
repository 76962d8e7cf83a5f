package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client of 2025-11-25 or before. A hub that was restarted does not know it any
 * more: then a new one is made with the client's own {@code initialize}, which the client does not
 * notice.
 */
final class LegacySession {
  private static final Slice INITIALIZED = Messages.notification("notifications/initialized", null);
  private static final String[] LISTS = {"tools", "prompts", "resources"};

  private final Hub hub;
  private final HubAddress address;
  private final Incoming incoming;
  private final ClientOutput client;
  private final Wishes wishes = new Wishes();
  private final ReentrantLock renewal = new ReentrantLock();
  private volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);
  private volatile @Nullable Slice initialize;
  private volatile @Nullable Ticket ticket;

  LegacySession(Hub hub, HubAddress address, Incoming incoming, ClientOutput client) {
    this.hub = hub;
    this.address = address;
    this.incoming = incoming;
    this.client = client;
  }

  /** The client is about to initialize: what it sends meanwhile waits for {@link #opened()}. */
  void opening() {
    opening = new CompletableFuture<>();
  }

  /** The initialization has come to an end, good or bad. */
  void opened() {
    opening.complete(null);
  }

  /** The hub has answered {@code initialize}, with {@code result}. */
  void begin(Slice initialize, HttpResponse<InputStream> response, Members result) {
    this.initialize = initialize;
    this.ticket = ticket(response, result);
  }

  private static Ticket ticket(HttpResponse<InputStream> response, Members result) {
    String version = result.string("protocolVersion");
    return new Ticket(
        response.headers().firstValue("Mcp-Session-Id").orElse(null),
        version == null ? Revision.NEWEST_LEGACY.toString() : version);
  }

  /** The session that there is; null before the client has initialized. */
  @Nullable Ticket ticket() throws InterruptedException {
    try {
      opening.get(Hub.SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException unanswered) {
      return null;
    }
    return ticket;
  }

  /** The session that there is, without waiting for one. */
  @Nullable Ticket current() {
    return ticket;
  }

  /** What the client asked for that has to be said again to a hub that has forgotten it. */
  Wishes wishes() {
    return wishes;
  }

  /** A session in place of one that the hub does not know; made once, whoever asks first. */
  Ticket renewed(Ticket lost) throws IOException, InterruptedException {
    renewal.lockInterruptibly();
    try {
      Ticket now = ticket;
      Slice words = initialize;
      if (words == null || (now != null && !now.equals(lost))) {
        return now == null ? lost : now;
      }
      Ticket fresh = introduce(words);
      ticket = fresh;
      return fresh;
    } finally {
      renewal.unlock();
    }
  }

  private Ticket introduce(Slice words) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = hub.call(words, Map.of());
    Members result = result(response);
    Ticket fresh = ticket(response, result);
    tell(INITIALIZED, fresh);
    for (Slice wish : wishes.all()) {
      tell(wish, fresh);
    }
    announceChanges(result);
    return fresh;
  }

  private void tell(Slice message, Ticket to) throws IOException, InterruptedException {
    incoming.read(hub.tell(message, to.headers()), _ -> {});
  }

  private Members result(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() != 200) {
      Slice body = incoming.body(response);
      throw new RefusedException(Refusals.meaning(response.statusCode(), body, address));
    }
    AtomicReference<Members> result = new AtomicReference<>();
    incoming.read(
        response,
        event -> {
          try {
            if (EnvelopeScanner.scan(event.data()) instanceof Envelope.ResultResponse answer) {
              result.set(answer.body());
            }
          } catch (MalformedJsonException | InvalidEnvelopeException notTheAnswer) {
            // The answer may follow.
          }
        });
    Members members = result.get();
    if (members == null) {
      throw new RefusedException("the hub came back, but refuses this client's initialize");
    }
    return members;
  }

  /** What the client has read from lists may be of the past. */
  private void announceChanges(Members result) {
    Members capabilities = Members.inside(result.find("capabilities"));
    for (String list : LISTS) {
      if (capabilities.find(list) != null) {
        client.write(Messages.notification("notifications/" + list + "/list_changed", null));
      }
    }
  }
}
