package dev.mcpcentral.hub.upstream;

import static dev.mcpcentral.hub.upstream.UpstreamFixture.post;
import static dev.mcpcentral.hub.upstream.UpstreamFixture.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamHttpsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext tls = newContext();

  private final UpstreamReaper reaper = new UpstreamReaper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client = UpstreamHttps.settings().sslContext(tls).build();
  private final HttpsServer server = newServer();

  private static SSLContext newContext() {
    try {
      return SSLContext.getInstance("TLS");
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpsServer newServer() {
    try {
      return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("a", keys.getCertificate("a"));
    trusted.init(certificates);
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @BeforeEach
  void serve() {
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestURI().getPath()) {
      case "/redirect" -> {
        exchange.getResponseHeaders().add("Location", "/echo");
        exchange.sendResponseHeaders(307, -1);
      }
      case "/hang" -> await();
      case "/events" -> {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        await();
      }
      default -> {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
    exchange.close();
  }

  private void await() throws IOException {
    try {
      release.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void stop() {
    release.countDown();
    client.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
    reaper.close();
  }

  private UpstreamHttps upstream(HttpClient with) {
    URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/ignored");
    return new UpstreamHttps(url, 1000, with, reaper);
  }

  private static UpstreamRequest to(String target, String body) {
    return new UpstreamRequest(
        "POST", target, UpstreamHeaders.NONE.with("X-A", "b"), post(body, "!").body());
  }

  private UpstreamException failure(String target, String body, UpstreamHandle handle) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            UpstreamException.class, () -> upstream(client).exchange(to(target, body), handle)));
  }

  @Test
  void exchangeIsEncryptedAndWhole() throws IOException {
    var response = upstream(client).exchange(to("/echo?a=b", "{}"), within(10_000));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.mediaType()).isEqualTo("application/json");
    assertThat(response.body()).asString(StandardCharsets.US_ASCII).isEqualTo("{}!");
  }

  @Test
  void redirectIsNotFollowed() throws IOException {
    var response = upstream(client).exchange(to("/redirect", "x"), within(10_000));
    assertThat(response.status()).isEqualTo(307);
    assertThat(requests).hasValue(1);
  }

  @Test
  void strangersCertificateMeansNotSent() {
    try (HttpClient suspicious = UpstreamHttps.newClient()) {
      var e =
          catchThrowableOfType(
              UpstreamException.class,
              () -> upstream(suspicious).exchange(to("/echo", "x"), within(10_000)));
      assertThat(Objects.requireNonNull(e).kind()).isEqualTo(Kind.NOT_SENT);
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void largeAnswerIsRefused() {
    assertThat(failure("/echo", "x".repeat(1001), within(10_000)).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void hangingServerTimesOut() {
    assertThat(failure("/hang", "x", within(300)).kind()).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  void cancelEndsTheExchange() {
    var handle = within(60_000);
    threads.execute(() -> {
      while (requests.get() == 0) {
        Thread.onSpinWait();
      }
      handle.close();
    });
    assertThat(failure("/hang", "x", handle).kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void eventStreamIsReadUntilItsDeadline() throws IOException {
    try (var response = upstream(client).exchange(to("/events", "x"), within(3_000))) {
      SseReader events = new SseReader(response.events(), 100);
      assertThat(events.next().orElseThrow().data().text()).isEqualTo("1");
      var e = catchThrowableOfType(UpstreamException.class, events::next);
      assertThat(Objects.requireNonNull(e).kind()).isEqualTo(Kind.TIMED_OUT);
    }
  }

  @Test
  void eventStreamIsCutByCancel() throws IOException {
    var handle = within(60_000);
    try (var response = upstream(client).exchange(to("/events", "x"), handle)) {
      SseReader events = new SseReader(response.events(), 100);
      assertThat(events.next()).isPresent();
      threads.execute(handle::close);
      var e = catchThrowableOfType(UpstreamException.class, events::next);
      assertThat(Objects.requireNonNull(e).kind()).isEqualTo(Kind.CANCELLED);
    }
  }
}
