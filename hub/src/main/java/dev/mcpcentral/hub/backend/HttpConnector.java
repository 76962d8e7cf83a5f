package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.upstream.Route;
import dev.mcpcentral.hub.upstream.Upstream;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.Upstreams;
import dev.mcpcentral.protocol.mcp.Era;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a server over HTTP and finds out which era it speaks: the modern question first, the
 * handshake when the answer shows that the server does not know it. Refused credentials, server
 * errors and silence say nothing about the era.
 */
final class HttpConnector implements Connector {
  private final ServerSpec spec;
  private final Supplier<Upstream> upstreams;
  private final URI url;
  private final String address;
  private final @Nullable Instance instance;
  private final EraMemory eras;

  private HttpConnector(
      ServerSpec spec,
      Supplier<Upstream> upstreams,
      URI url,
      String address,
      @Nullable Instance instance,
      EraMemory eras) {
    this.spec = spec;
    this.eras = eras;
    this.upstreams = upstreams;
    this.url = url;
    this.address = address;
    this.instance = instance;
  }

  static HttpConnector toInstance(
      ServerSpec spec, Instance instance, Instance.Wire.Http wire, EraMemory eras) {
    InetSocketAddress address = wire.address();
    String host = address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    URI url = URI.create("http://" + literal + ":" + address.getPort() + spec.httpPath());
    Route route = new WireRoute(wire.way());
    return new HttpConnector(
        spec, () -> Upstreams.to(address, route), url, instance.id(), instance, eras);
  }

  static HttpConnector toRemote(ServerSpec spec, URI url) {
    String origin = url.getScheme() + "://" + url.getRawAuthority();
    EraMemory eras = new EraMemory(InstantSource.system());
    return new HttpConnector(spec, () -> Upstreams.to(url), url, origin, null, eras);
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    HttpWire wire = new HttpWire(upstreams.get(), url, this::stop);
    try {
      Peer peer = peer(wire, new HttpHandshake(wire, events, instance != null, deadline), events);
      watch(wire);
      return peer;
    } catch (PeerException failed) {
      wire.close();
      throw failed;
    } catch (UpstreamException failed) {
      wire.close();
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(failed.getMessage()));
    }
  }

  private Peer peer(HttpWire wire, HttpHandshake handshake, ServerEvents events)
      throws UpstreamException, PeerException {
    if (spec.era() == EraPin.LEGACY) {
      return handshake.legacy(address, ClientCapabilities.ALL, true);
    }
    Optional<Peer> asBefore = asBefore(handshake);
    if (asBefore.isPresent()) {
      return asBefore.get();
    }
    HttpWire.Answer answer = handshake.discover();
    Era found = EraEvidence.of(answer);
    if (found == Era.LEGACY && spec.era() == EraPin.MODERN) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          "the server is declared 'era: modern', but does not speak 2026-07-28 (HTTP status "
              + answer.status()
              + ")");
    }
    Peer peer =
        found == Era.MODERN
            ? new HttpPeer(address, wire, HttpFields.modern(), welcome(answer), events, true)
            : handshake.legacy(address, ClientCapabilities.ALL, true);
    eras.remember(found);
    return peer;
  }

  private static Welcome welcome(HttpWire.Answer answer) {
    return answer.envelope().map(envelope -> Welcome.of(envelope.body())).orElse(Welcome.NONE);
  }

  /** A server that was legacy before most likely still is; if not, it is asked anew. */
  private Optional<Peer> asBefore(HttpHandshake handshake) throws UpstreamException {
    if (spec.era() != EraPin.AUTO || !eras.found().equals(Optional.of(Era.LEGACY))) {
      return Optional.empty();
    }
    try {
      return Optional.of(handshake.legacy(address, ClientCapabilities.ALL, true));
    } catch (PeerException changed) {
      eras.forget();
      return Optional.empty();
    }
  }

  private void watch(HttpWire wire) {
    if (instance != null) {
      instance.exit().thenAccept(exit -> wire.end(exit.detail()));
    }
  }

  /** Whether the process behind the address still runs. */
  @Override
  public boolean isAlive() {
    return instance != null && !instance.exit().toCompletableFuture().isDone();
  }

  /** A server that runs elsewhere costs nothing but the asking. */
  @Override
  public Duration longestPause() {
    return instance == null ? Backoff.LONGEST_UNREACHABLE : RARELY;
  }

  @Override
  public boolean reconnects() {
    return instance == null;
  }

  @Override
  public void close() {
    stop();
  }

  private void stop() {
    if (instance != null) {
      instance.close();
    }
  }
}
