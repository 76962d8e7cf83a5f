package dev.mcpcentral.hub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mcpcentral.hub.outbound.AddressRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogDownloadTest {
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/catalog",
        exchange -> {
          byte[] body = "registry: {}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    redirect("/moved", "/catalog");
    redirect("/away", "https://169.254.169.254/latest/meta-data");
    redirect("/round", "/round");
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[1 << 20];
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 64; i++) {
              out.write(part);
            }
          } catch (IOException gone) {
            exchange.close();
          }
        });
    server.start();
  }

  private void redirect(String from, String to) {
    server.createContext(
        from,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void thisMachinesOwnAddressIsFetchedWhenItIsNamed() {
    assertThat(CatalogDownload.text(at("/catalog"))).isEqualTo("registry: {}");
    assertThat(CatalogDownload.text(at("/moved"))).isEqualTo("registry: {}");
  }

  @Test
  void redirectsAreCheckedAndCounted() {
    assertThatThrownBy(() -> CatalogDownload.text(at("/away")))
        .hasMessageContaining("private network");
    assertThatThrownBy(() -> CatalogDownload.text(at("/round"))).hasMessageContaining("redirects");
  }

  @Test
  void sizeIsBounded() {
    assertThatThrownBy(() -> CatalogDownload.text(at("/endless"))).hasMessageContaining("32 MiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/c",
        "https://192.168.1.1/c",
        "https://172.16.0.1/c",
        "https://169.254.169.254/c",
        "https://100.64.0.1/c",
        "https://127.0.0.2/c",
        "https://0.0.0.0/c",
        "https://[::]/c",
        "https://[fe80::1]/c",
        "https://[fd00::1]/c",
        "https://[::ffff:10.0.0.1]/c",
        "https://[64:ff9b::a00:1]/c",
        "https://[2002:a00:1::]/c",
        "https://2130706433/c",
        "http://example.com/c",
        "ftp://localhost/c",
        "file:///etc/passwd",
        "https://user@example.com/c",
        "javascript:alert(1)",
        "not an address",
      })
  void otherPrivatePlacesAndSchemesAreRefused(String address) {
    assertThatThrownBy(() -> CatalogDownload.checked(address)).isInstanceOf(Exception.class);
  }

  @Test
  void publicAddressesAreRecognised() throws IOException {
    assertThat(AddressRules.inner(InetAddress.ofLiteral("93.184.216.34"))).isEmpty();
    assertThat(AddressRules.inner(InetAddress.ofLiteral("2606:2800:220:1::1"))).isEmpty();
    assertThat(AddressRules.inner(InetAddress.ofLiteral("224.0.0.1"))).isPresent();
    assertThat(AddressRules.inner(InetAddress.ofLiteral("2001:db8::1"))).isPresent();
  }
}
