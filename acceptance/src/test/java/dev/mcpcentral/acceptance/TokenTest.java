package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A hub without {@code anonymous}: nobody is let in without a token, from nowhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final HubProcess hub;

  TokenTest(@TempDir Path directory) {
    hub = new HubProcess(directory, Product.NO_ENGINE, "");
    hub.writeConfiguration("", "");
  }

  @BeforeAll
  void start() {
    hub.start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private static ModernRequest status() {
    return ModernRequest.call("central__status", Map.of());
  }

  private int statusWith(String authorization) {
    return status().header("Authorization", authorization).send(hub.mcp()).status();
  }

  private String created(String name) {
    return hub.json("token", "create", name).path("token").asString("");
  }

  @Test
  void withoutATokenEveryListenerAnswers401() {
    for (var endpoint : List.of(hub.mcp(), hub.bridge(), hub.server("central"))) {
      Reply modern = status().send(endpoint);
      assertThat(modern.status()).as("%s", endpoint).isEqualTo(401);
      assertThat(modern.header("WWW-Authenticate")).startsWith("Bearer");
      Reply legacy = new Post(endpoint).send(LegacySession.initialize(LegacySession.REVISION));
      assertThat(legacy.status()).as("%s", endpoint).isEqualTo(401);
    }
  }

  @Test
  void aCreatedTokenLetsInUntilItIsRevoked() {
    String token = created("laptop");
    assertThat(token).hasSizeGreaterThan(30);
    assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    assertThat(statusWith("bearer " + token)).isEqualTo(200);
    assertThat(hub.cli("token", "revoke", "laptop").exitCode()).isZero();
    Await.until(SOON, () -> "the token is refused", () -> statusWith("Bearer " + token) == 401);
  }

  @Test
  void whatIsNotTheTokenIsRefused() {
    String token = created("desk");
    String altered = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");
    for (String wrong :
        List.of(
            "Bearer " + altered,
            "Bearer " + token + "A",
            "Bearer",
            "Bearer ",
            "Basic " + token,
            token,
            "Bearer desk",
            "Bearer " + "x".repeat(7000))) {
      assertThat(statusWith(wrong)).as("%s", wrong).isEqualTo(401);
    }
  }

  @Test
  void noListingAndNoLogShowsAToken() {
    String token = created("server-room");
    assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    var listed = hub.cli("token", "list");
    assertThat(listed.out()).contains("server-room").doesNotContain(token);
    assertThat(hub.json("token", "list").toString()).contains("server-room").doesNotContain(token);
    assertThat(hub.output()).doesNotContain(token);
  }

  @Test
  void aLegacySessionBelongsToWhoOpenedIt() {
    String mine = created("alice");
    String theirs = created("bob");
    Reply opened =
        new Post(hub.mcp())
            .header("Authorization", "Bearer " + mine)
            .send(LegacySession.initialize(LegacySession.REVISION));
    String session = opened.header("Mcp-Session-Id");
    assertThat(session).isNotEmpty();
    var stolen =
        new Post(hub.mcp())
            .header("Authorization", "Bearer " + theirs)
            .header("Mcp-Session-Id", session)
            .header("MCP-Protocol-Version", LegacySession.REVISION);
    assertThat(stolen.send(LegacySession.request("tools/list", Map.of())).status()).isIn(403, 404);
  }
}
