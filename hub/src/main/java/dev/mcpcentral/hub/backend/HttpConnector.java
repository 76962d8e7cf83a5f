package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Revision;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a server over HTTP and finds out which era it speaks: the modern question first, the
 * handshake when the answer shows that the server does not know it. Refused credentials, server
 * errors and silence say nothing about the era.
 */
final class HttpConnector implements Connector {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSpec spec;
  private final Supplier<Upstream> upstreams;
  private final String target;
  private final String address;
  private final @Nullable Instance instance;

  private HttpConnector(
      ServerSpec spec,
      Supplier<Upstream> upstreams,
      String target,
      String address,
      @Nullable Instance instance) {
    this.spec = spec;
    this.upstreams = upstreams;
    this.target = target;
    this.address = address;
    this.instance = instance;
  }

  static HttpConnector toInstance(ServerSpec spec, Instance instance, InetSocketAddress address) {
    return new HttpConnector(
        spec, () -> Upstreams.to(address), spec.httpPath(), instance.id(), instance);
  }

  static HttpConnector toRemote(ServerSpec spec, URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    String origin = url.getScheme() + "://" + url.getRawAuthority();
    return new HttpConnector(spec, () -> Upstreams.to(url), target, origin, null);
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    HttpWire wire = new HttpWire(upstreams.get(), target);
    try {
      HttpPeer peer =
          spec.era() == EraPin.LEGACY || !speaksModern(wire, deadline)
              ? handshake(wire, deadline)
              : new HttpPeer(address, wire, HttpFields.modern());
      watch(peer);
      return peer;
    } catch (PeerException failed) {
      wire.close();
      stop();
      throw failed;
    } catch (UpstreamException failed) {
      wire.close();
      stop();
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(failed.getMessage()));
    }
  }

  private boolean speaksModern(HttpWire wire, Deadline deadline)
      throws UpstreamException, PeerException {
    HttpWire.Answer answer =
        patiently(wire, "server/discover", Handshake.DISCOVER, HttpFields.modern(), deadline);
    boolean modern = answer.envelope().filter(Handshake::speaksModern).isPresent();
    if (!modern && spec.era() == EraPin.MODERN) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          "the server is declared 'era: modern', but does not speak 2026-07-28 (HTTP status "
              + answer.status()
              + ")");
    }
    if (!modern && (answer.status() == 401 || answer.status() == 403 || answer.status() >= 500)) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          "the server at " + address + " answered with HTTP status " + answer.status());
    }
    return modern;
  }

  private HttpPeer handshake(HttpWire wire, Deadline deadline)
      throws UpstreamException, PeerException {
    HttpWire.Answer answer =
        patiently(wire, "initialize", Handshake.INITIALIZE, HttpFields.handshake(), deadline);
    Envelope envelope =
        answer
            .envelope()
            .orElseThrow(() ->
                new PeerException(
                    PeerException.Kind.NOT_SENT,
                    "initialize was answered with HTTP status " + answer.status()));
    Revision revision = Handshake.chosen(envelope);
    HttpFields fields = legacy(revision, answer.session());
    wire.send(Messages.notification("notifications/initialized", null), fields.plain(), deadline);
    return new HttpPeer(address, wire, fields);
  }

  /** What a server sends as a session id comes back in a header, so it must fit into one. */
  private static HttpFields legacy(Revision revision, Optional<String> session)
      throws PeerException {
    try {
      return HttpFields.legacy(revision, session);
    } catch (IllegalArgumentException unprintable) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT, "the server's Mcp-Session-Id is not printable ASCII");
    }
  }

  /**
   * A container that was just started does not listen yet: while nothing was sent, it is asked
   * again.
   */
  private HttpWire.Answer patiently(
      HttpWire wire, String method, Slice params, HttpFields fields, Deadline deadline)
      throws UpstreamException, PeerException {
    while (true) {
      try (UpstreamHandle handle = new UpstreamHandle(deadline)) {
        Peer.Outgoing outgoing = Peer.Outgoing.plain(method, params);
        return wire.post(
            Messages.request(0, method, params),
            fields.of(outgoing),
            0,
            handle,
            note -> {},
            request -> {});
      } catch (UpstreamException failed) {
        boolean mayListenSoon =
            instance != null && failed.kind() == UpstreamException.Kind.NOT_SENT;
        if (!mayListenSoon || deadline.remainingNanos() < PAUSE.toNanos()) {
          throw failed;
        }
        pause();
      }
    }
  }

  private static void pause() throws PeerException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  private void watch(HttpPeer peer) {
    if (instance != null) {
      instance.exit().thenAccept(exit -> peer.end(exit.detail()));
    }
  }

  private void stop() {
    if (instance != null) {
      instance.close();
    }
  }
}
