package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.identity.Identity;
import dev.mcpcentral.hub.identity.Tokens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  @TempDir Path home;
  private final MemoryExchange exchange = new MemoryExchange().with("Host", "localhost:3010");
  private Guard guard;
  private String secret;

  @BeforeEach
  void open() {
    Tokens tokens = new Tokens(home, InstantSource.system());
    secret = tokens.create("laptop");
    guard = new Guard(() -> Set.of("hub.example"), new Identity(tokens, () -> true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:3010",
        "127.0.0.1:3010",
        "[::1]",
        "[::1]:3010",
        "hub.example",
        "Hub.Example:443"
      })
  void ownHostsPass(String host) {
    assertThat(guard.foreign(exchange.with("Host", host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:3010",
        "localhost.evil.example",
        "localhost:3010:evil",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "[::1",
        "[::1]:evil.example:80",
        "evil@localhost",
        "localhost.",
        "xhub.example",
        ":3010"
      })
  void foreignHostsAreRefused(String host) {
    assertThat(guard.foreign(exchange.with("Host", host))).get().asString().contains("Host");
  }

  @Test
  void exactlyOneHostIsNeeded() {
    assertThat(guard.foreign(exchange.with("Host"))).isPresent();
    assertThat(guard.foreign(exchange.with("Host", "localhost", "localhost"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:5173",
        "https://HUB.example",
        "http://[::1]:3010",
        "http://127.0.0.1"
      })
  void ownOriginsPass(String origin) {
    assertThat(guard.foreign(exchange.with("Origin", origin))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "file://localhost",
        "localhost",
        "http://",
        "http://a b",
        "chrome-extension://localhost"
      })
  void foreignOriginsAreRefused(String origin) {
    assertThat(guard.foreign(exchange.with("Origin", origin))).get().asString().contains("Origin");
  }

  @Test
  void twoOriginsAreRefusedEvenIfBothAreOurs() {
    assertThat(guard.foreign(exchange.with("Origin", "http://localhost", "http://localhost")))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/mcp", "evil.example:443", "*", "", "mcp"})
  void targetThatNamesAnotherHostIsRefusedWhateverHostSays(String target) {
    exchange.target = target;
    assertThat(guard.foreign(exchange)).get().asString().contains("target");
  }

  @Test
  void wholeUrlOfOurOwnIsAsGoodAsItsPath() {
    exchange.target = "http://localhost:3010/mcp";
    assertThat(guard.foreign(exchange)).isEmpty();
  }

  @Test
  void credentialsDecideWhoItIs() {
    assertThat(guard.principal(exchange)).contains(new Principal.Anonymous());
    exchange.loopback = false;
    assertThat(guard.principal(exchange)).isEmpty();
    String bearer = "Bearer " + secret;
    assertThat(guard.principal(exchange.with("Authorization", bearer)))
        .contains(new Principal.Client("laptop"));
    assertThat(guard.principal(exchange.with("Authorization", bearer, bearer))).isEmpty();
    exchange.loopback = true;
    assertThat(guard.principal(exchange.with("Authorization", "Bearer wrong"))).isEmpty();
  }
}
