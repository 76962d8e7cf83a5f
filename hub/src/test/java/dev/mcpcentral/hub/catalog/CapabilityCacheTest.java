package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityCacheTest {
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final Logger LOG = Logger.getLogger(CapabilityCache.class.getName());

  @TempDir Path directory;

  @BeforeEach
  void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void listenAgain() {
    LOG.setLevel(null);
  }

  @Test
  void definitionsComeBackByteForByte() throws Exception {
    Offer offer =
        Offer.of(
            Slice.of("{ \"logging\" : {\"x\":1e999} }"),
            "Be gentle: \"é\"",
            Map.of(
                Listing.TOOLS,
                elements(
                    "[{ \"name\":\"é\" , \"x\":1e999,\"inputSchema\":{\"type\":\"object\"} },{\"name\":\"b\",\"y\":[ 0.10 ],\"inputSchema\":{\"type\":\"object\"}}]"),
                Listing.RESOURCES,
                elements("[{\"uri\":\"file:///a\" }]"),
                Listing.TEMPLATES,
                elements("[{\"uriTemplate\":\"x:{y}\"}]"),
                Listing.PROMPTS,
                elements("[{\"name\":\"p\",\"arguments\":[ ]}]")));
    CapabilityCache cache = new CapabilityCache(directory);
    cache.keep(KEY, offer);
    assertThat(new CapabilityCache(directory).find(KEY)).contains(offer);
    cache.keep(KEY, Offer.NONE);
    assertThat(cache.find(KEY)).contains(Offer.NONE);
  }

  @Test
  void unknownKeyIsEmpty() {
    assertThat(new CapabilityCache(directory).find(KEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"tools\":[]}",
        "{\"capabilities\":{},\"tools\":null}",
        "{\"capabilities\":{},\"tools\":{}}",
        "{\"capabilities\":{},\"resources\":3}",
        "{\"capabilities\":{},\"tools\":[{\"name\":\"a\"}]",
        "\u0000\u0000"
      })
  void damagedFileCountsAsAbsent(String content) throws Exception {
    Files.writeString(directory.resolve(KEY + ".json"), content);
    assertThat(new CapabilityCache(directory).find(KEY)).isEmpty();
  }

  @Test
  void everyTruncationCountsAsAbsent() throws Exception {
    CapabilityCache cache = new CapabilityCache(directory);
    cache.keep(
        KEY,
        Offer.of(
            Slice.of("{}"),
            null,
            Map.of(
                Listing.TOOLS,
                elements(
                    "[{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"b\",\"inputSchema\":{\"type\":\"object\"}}]"))));
    Path file = directory.resolve(KEY + ".json");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(cache.find(KEY)).as("cut to %d bytes", length).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../etc/passwd", "ABCDEF", "0123"})
  void whatIsNoKeyNeverBecomesAPath(String key) {
    assertThatThrownBy(() -> new CapabilityCache(directory).find(key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Slice> elements(String array) throws MalformedJsonException {
    return JsonScan.array(Slice.of(array));
  }
}
