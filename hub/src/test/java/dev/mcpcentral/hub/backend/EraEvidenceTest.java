package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraEvidenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | \"result\":{\"supportedVersions\":[\"2025-11-25\",\"2026-07-28\"]} | MODERN",
        "200 | \"result\":{\"supportedVersions\":[\"2025-11-25\"]} | LEGACY",
        "200 | \"error\":{\"code\":-32601,\"message\":\"\"} | LEGACY",
        "400 | \"error\":{\"code\":-32000,\"message\":\"Unsupported protocol version\"} | LEGACY",
        "400 | \"error\":{\"code\":-32022,\"message\":\"\",\"data\":{\"supported\":[\"2025-06-18\"]}}"
            + " | LEGACY",
        "400 | \"error\":{\"code\":-32022,\"message\":\"\",\"data\":{\"supported\":[\"2027-01-01\"]}}"
            + " | none",
        "400 | \"error\":{\"code\":-32022,\"message\":\"\"} | none",
        "400 | \"error\":{\"code\":-32020,\"message\":\"\"} | none",
        "400 | \"error\":{\"code\":-32021,\"message\":\"\"} | none",
        "400 | | LEGACY",
        "404 | | LEGACY",
        "405 | | LEGACY",
        "406 | | LEGACY",
        "401 | | none",
        "403 | | none",
        "408 | | none",
        "429 | | none",
        "307 | | none",
        "500 | | none",
        "503 | | none"
      })
  void answerTellsTheEraOrNothing(int status, String body, String era) throws Exception {
    Optional<Envelope> envelope =
        body == null
            ? Optional.empty()
            : Optional.of(
                EnvelopeScanner.scan(Slice.of("{\"jsonrpc\":\"2.0\",\"id\":0," + body + "}")));
    String told;
    try {
      told = EraEvidence.of(new HttpWire.Answer(status, envelope, Optional.empty())).name();
    } catch (PeerException neither) {
      assertThat(neither.kind()).isEqualTo(PeerException.Kind.NOT_SENT);
      told = "none";
    }
    assertThat(told).isEqualTo(era);
  }
}
