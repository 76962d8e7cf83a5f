package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Optional;

/**
 * One event of a {@code text/event-stream}.
 *
 * @param type {@code message} unless the server said otherwise
 * @param id where a later stream may resume, if the event has one
 * @param retry how long to wait before connecting again, if the event says so
 * @param data the lines of data, joined by line feeds; empty when there are none
 */
record SseEvent(String type, Optional<String> id, Optional<Duration> retry, Slice data) {}
