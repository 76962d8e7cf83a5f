package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.ServerSpec;
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
  private final ServerSpec spec;
  private final Supplier<Upstream> upstreams;
  private final URI url;
  private final String address;
  private final @Nullable Instance instance;

  private HttpConnector(
      ServerSpec spec,
      Supplier<Upstream> upstreams,
      URI url,
      String address,
      @Nullable Instance instance) {
    this.spec = spec;
    this.upstreams = upstreams;
    this.url = url;
    this.address = address;
    this.instance = instance;
  }

  static HttpConnector toInstance(ServerSpec spec, Instance instance, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    URI url = URI.create("http://" + literal + ":" + address.getPort() + spec.httpPath());
    return new HttpConnector(spec, () -> Upstreams.to(address), url, instance.id(), instance);
  }

  static HttpConnector toRemote(ServerSpec spec, URI url) {
    String origin = url.getScheme() + "://" + url.getRawAuthority();
    return new HttpConnector(spec, () -> Upstreams.to(url), url, origin, null);
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    HttpWire wire = new HttpWire(upstreams.get(), url, this::stop);
    try {
      HttpHandshake handshake = new HttpHandshake(wire, events, instance != null, deadline);
      Optional<Welcome> modern = spec.era() == EraPin.LEGACY ? Optional.empty() : modern(handshake);
      Peer peer =
          modern.isPresent()
              ? new HttpPeer(address, wire, HttpFields.modern(), modern.get(), events, true)
              : handshake.legacy(address, ClientCapabilities.ALL, true);
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

  private Optional<Welcome> modern(HttpHandshake handshake)
      throws UpstreamException, PeerException {
    HttpWire.Answer answer = handshake.discover();
    Optional<Welcome> modern =
        answer
            .envelope()
            .filter(Handshake::speaksModern)
            .map(envelope -> Welcome.of(envelope.body()));
    if (modern.isPresent()) {
      return modern;
    }
    if (spec.era() == EraPin.MODERN) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          "the server is declared 'era: modern', but does not speak 2026-07-28 (HTTP status "
              + answer.status()
              + ")");
    }
    if (answer.status() == 401 || answer.status() == 403 || answer.status() >= 500) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          "the server at " + address + " answered with HTTP status " + answer.status());
    }
    return modern;
  }

  private void watch(HttpWire wire) {
    if (instance != null) {
      instance.exit().thenAccept(exit -> wire.end(exit.detail()));
    }
  }

  /** Whether the process behind the address still runs. */
  boolean isAlive() {
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
