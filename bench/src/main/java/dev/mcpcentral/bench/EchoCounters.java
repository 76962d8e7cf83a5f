package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mcpcentral.bench.EchoReplies.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * How many messages of each kind the upstream has seen; a gateway that answers by itself shows
 * here.
 */
final class EchoCounters {
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  EchoCounters() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void count(Kind kind) {
    adder(kind).increment();
  }

  long of(Kind kind) {
    return adder(kind).sum();
  }

  private LongAdder adder(Kind kind) {
    return Objects.requireNonNull(counts.get(kind));
  }

  /** The whole HTTP response to {@code GET /stats}. */
  byte[] response() {
    String body =
        Arrays.stream(Kind.values())
            .map(kind -> "\"" + kind.name().toLowerCase(Locale.ROOT) + "\":" + of(kind))
            .collect(Collectors.joining(",", "{", "}"));
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length();
    return (head + "\r\n\r\n" + body).getBytes(US_ASCII);
  }
}
