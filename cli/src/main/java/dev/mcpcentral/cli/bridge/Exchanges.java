package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out the client's requests: each gets exactly one answer, unless it is cancelled. */
final class Exchanges {
  private static final int NOT_FOUND = 404;

  private final Hub hub;
  private final HubAddress address;
  private final LegacySession session;
  private final Incoming incoming;
  private final ClientOutput client;
  private final InFlight inFlight;

  Exchanges(
      Hub hub,
      HubAddress address,
      LegacySession session,
      Incoming incoming,
      ClientOutput client,
      InFlight inFlight) {
    this.hub = hub;
    this.address = address;
    this.session = session;
    this.incoming = incoming;
    this.client = client;
    this.inFlight = inFlight;
  }

  /** Returns when the request is answered or cancelled. */
  void carryOut(Pending pending) {
    try {
      if (pending.isModern()) {
        modern(pending);
      } else {
        legacy(pending);
      }
      fail(pending, "the hub ended the connection without an answer");
    } catch (UnreachableException | RefusedException notCarriedOut) {
      fail(pending, String.valueOf(notCarriedOut.getMessage()));
    } catch (IOException brokenOff) {
      fail(
          pending,
          "the connection to the hub at %s broke off, and the request may have been carried out: %s"
              .formatted(address.hub(), brokenOff.getMessage()));
    } catch (InterruptedException cancelled) {
      fail(pending, "the bridge is ending");
    }
  }

  private void fail(Pending pending, String why) {
    if (inFlight.settle(pending)) {
      client.error(pending.id(), ErrorCode.INTERNAL_ERROR, why);
    }
  }

  private void modern(Pending pending) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        hub.call(pending.line(), ModernHeaders.of(pending.request()));
    deliver(response, pending, new StreamPosition());
  }

  private void legacy(Pending pending) throws IOException, InterruptedException {
    StreamPosition position = new StreamPosition();
    deliver(post(pending), pending, position);
    while (!inFlight.isSettled(pending) && position.mayGoOn()) {
      Thread.sleep(position.pause());
      deliver(resumed(position), pending, position);
    }
  }

  private HttpResponse<InputStream> resumed(StreamPosition position)
      throws IOException, InterruptedException {
    try {
      Ticket ticket = session.current();
      Map<String, String> headers =
          ticket == null ? Map.of() : ticket.headers(position.lastEvent());
      HttpResponse<InputStream> response = hub.get(headers);
      if (response.statusCode() == 200) {
        return response;
      }
      response.body().close();
      throw new IOException("the hub was restarted");
    } catch (UnreachableException gone) {
      throw new IOException("the hub has stopped", gone); // unlike a request that was never sent
    }
  }

  /**
   * A request within a session that the hub does not know was not carried out, so it is retried.
   */
  private HttpResponse<InputStream> post(Pending pending) throws IOException, InterruptedException {
    Slice line = pending.line();
    if (pending.isInitialize()) {
      return hub.call(line, Map.of());
    }
    Ticket ticket = session.ticket();
    if (ticket == null) {
      return hub.call(line, Map.of());
    }
    HttpResponse<InputStream> response = hub.call(line, ticket.headers());
    if (response.statusCode() != NOT_FOUND) {
      return response;
    }
    response.body().close();
    return hub.call(line, session.renewed(ticket).headers());
  }

  /** Hands on what comes; a stream that breaks off and can be taken up again is no error. */
  private void deliver(HttpResponse<InputStream> response, Pending pending, StreamPosition position)
      throws IOException {
    if (response.statusCode() != 200) {
      refused(response, pending);
      return;
    }
    try {
      incoming.read(
          response,
          event -> {
            position.at(event);
            if (event.data().length() > 0) {
              handOn(event.data(), pending, response);
            }
          });
    } catch (IOException brokenOff) {
      if (!position.mayGoOn()) {
        throw brokenOff;
      }
      Thread.interrupted(); // the flag of a stream that was broken off for its silence
    }
  }

  private void handOn(Slice message, Pending pending, HttpResponse<InputStream> response) {
    switch (scan(message)) {
      case Envelope.ResultResponse result when result.id().equals(pending.id()) -> {
        if (inFlight.settle(pending)) {
          before(pending, response, result);
          client.write(message);
        }
      }
      case Envelope.ErrorResponse error when isFor(pending, error) -> {
        if (inFlight.settle(pending)) {
          client.write(message);
        }
      }
      case Envelope.ResultResponse _, Envelope.ErrorResponse _ -> {} // nobody asked
      case Envelope.Request _, Envelope.Notification _ -> client.write(message);
      case null -> {} // a line that is no message would confuse the client
    }
  }

  /** What has to be known before the client goes on. */
  private void before(
      Pending pending, HttpResponse<InputStream> response, Envelope.ResultResponse result) {
    if (pending.isModern()) {
      return;
    }
    if (pending.isInitialize()) {
      session.begin(pending.line(), response, result.body());
    }
    session.wishes().carriedOut(pending.request(), pending.line());
  }

  private void refused(HttpResponse<InputStream> response, Pending pending) throws IOException {
    Slice body = incoming.body(response);
    if (scan(body) instanceof Envelope.ErrorResponse error && isFor(pending, error)) {
      handOn(body, pending, response);
    } else {
      fail(pending, Refusals.meaning(response.statusCode(), body, address));
    }
  }

  private static boolean isFor(Pending pending, Envelope.ErrorResponse error) {
    Slice id = error.id();
    return id != null && id.equals(pending.id());
  }

  private static @Nullable Envelope scan(Slice message) {
    try {
      return EnvelopeScanner.scan(message);
    } catch (MalformedJsonException | InvalidEnvelopeException noMessage) {
      return null;
    }
  }
}
