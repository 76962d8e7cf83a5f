package dev.mcpcentral.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The messages of one answer, each as soon as it arrives; closing it drops the connection. */
final class LiveStream implements AutoCloseable {
  private final InputStream body;
  private final BufferedReader lines;

  LiveStream(InputStream body) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** Waits for the next message; empty at the end, whoever ended it. */
  Optional<JsonNode> next() {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // An event of a stream, or a document that is no stream.
        String data = line.startsWith("data:") ? line.substring("data:".length()).strip() : line;
        if (data.startsWith("{")) {
          return Optional.of(Json.parse(data));
        }
      }
      return Optional.empty();
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  /** Reads to the end, so that the connection can be used again. */
  void drain() {
    while (next().isPresent()) {}
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException goneAlready) {
      assert goneAlready != null;
    }
  }
}
