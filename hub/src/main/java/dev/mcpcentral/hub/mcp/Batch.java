package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages in one POST, which only 2025-03-26 has. Each request is decided, recorded and
 * answered like one that came alone.
 */
final class Batch {
  static final int MAX = 100;

  private final LegacyFront legacy;
  private final OpenStreams streams;

  Batch(LegacyFront legacy, OpenStreams streams) {
    this.legacy = legacy;
    this.streams = streams;
  }

  /** Whether a body looks like a batch. */
  static boolean is(Slice body) {
    int at = 0;
    while (at < body.length() && body.at(at) <= ' ' && body.at(at) >= 0) {
      at++;
    }
    return at < body.length() && body.at(at) == '[';
  }

  void receive(Origin origin, Session session, Slice body)
      throws MalformedJsonException, InvalidEnvelopeException {
    List<Slice> elements = elements(body);
    BatchResponse response =
        new BatchResponse(origin.exchange(), new PostResponse(origin, streams, session, () -> {}));
    List<Envelope.Request> requests = new ArrayList<>();
    boolean answers = false;
    for (Slice element : elements) {
      answers |= sort(session, element, requests, response);
    }
    if (!answers) {
      origin.exchange().accepted();
      return;
    }
    carryOut(session, origin, requests, response);
    response.end();
  }

  private static List<Slice> elements(Slice body)
      throws MalformedJsonException, InvalidEnvelopeException {
    try (JsonScan scan = JsonScan.begin(body)) {
      scan.next();
      List<Slice> elements = new ArrayList<>();
      while (scan.next() != JsonScan.Kind.END) {
        if (elements.size() == MAX) {
          throw new InvalidEnvelopeException("a batch has at most " + MAX + " messages", null);
        }
        elements.add(scan.value());
      }
      scan.end();
      if (elements.isEmpty()) {
        throw new InvalidEnvelopeException("a batch has at least one message", null);
      }
      return elements;
    }
  }

  /** Whether the message will have an answer; one that is no request is dealt with at once. */
  private boolean sort(
      Session session, Slice element, List<Envelope.Request> requests, Outlet response)
      throws MalformedJsonException {
    try {
      Envelope message = EnvelopeScanner.scan(element);
      if (!(message instanceof Envelope.Request request)) {
        legacy.take(session, message);
        return false;
      }
      if (request.method().equals(Handshake.METHOD)) {
        throw new InvalidEnvelopeException("initialize must come alone", request.id());
      }
      requests.add(request);
      return true;
    } catch (InvalidEnvelopeException invalid) {
      String why = "Invalid request: " + invalid.getMessage();
      McpErrors error = McpErrors.error(invalid.id(), 400, ErrorCode.INVALID_REQUEST, why);
      response.answer(error.status(), error.message());
      return true;
    }
  }

  private void carryOut(
      Session session, Origin origin, List<Envelope.Request> requests, Outlet response) {
    List<Thread> working = new ArrayList<>();
    for (Envelope.Request request : requests) {
      legacy
          .begin(session, origin, request, response)
          .ifPresent(
              work -> working.add(Thread.ofVirtual().name("request of a batch").start(work)));
    }
    try {
      for (Thread thread : working) {
        thread.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
