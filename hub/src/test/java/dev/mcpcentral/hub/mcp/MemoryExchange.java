package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request whose response stays in memory. */
class MemoryExchange implements Exchange {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final List<String> sent = new ArrayList<>();
  OutputStream out = new ByteArrayOutputStream();
  boolean loopback = true;
  String target = "/mcp";
  int streams;

  MemoryExchange with(String name, String... values) {
    headers.put(name, List.of(values));
    return this;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public @Nullable String query(String name) {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public boolean loopback() {
    return loopback;
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }

  @Override
  public void set(String header, String value) {}

  @Override
  public void send(int status, @Nullable String contentType, Slice body) {
    sent.add(status + " " + contentType + " " + body.text());
  }

  @Override
  public OutputStream stream() {
    streams++;
    return out;
  }

  String streamed() {
    return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
  }
}
