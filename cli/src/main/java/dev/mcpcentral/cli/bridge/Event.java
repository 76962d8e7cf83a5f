package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param id where a stream can be taken up again; null when it cannot
 * @param retry when to come back; null when the hub did not say
 * @param data a message, or nothing
 */
record Event(@Nullable String id, @Nullable Duration retry, Slice data) {}
