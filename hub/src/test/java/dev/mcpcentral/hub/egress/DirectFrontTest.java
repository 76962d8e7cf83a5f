package dev.mcpcentral.hub.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.outbound.Subnet;
import dev.mcpcentral.hub.spec.Egress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that know of no proxy, on this machine's loopback network: 127.0.0.1 is the gateway, and
 * 127.0.0.2 the server.
 */
@Timeout(30)
final class DirectFrontTest {
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("127.0.0.1");
  private static final ServerName SERVER = new ServerName("fetch");
  private static final Bounds SHORT =
      new Bounds(4, 2048, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
  private static final String ALERT = new String(Refusal.tls(), ISO_8859_1);

  @TempDir Path home;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Counters counters = new Counters();
  private InetAddress somewhere = InetAddress.ofLiteral("93.184.215.14");
  private Optional<Lesson> lesson = Optional.empty();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void tlsGoesToTheHostThatItNames() throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(443, origin, "a.example:443", "b.example:443"));
    byte[] hello = ClientHelloTest.hello("b.example");
    client.getOutputStream().write(hello);
    client.shutdownOutput();
    assertThat(client.getInputStream().readAllBytes()).isEqualTo(hello);
    assertThat(lookedUp).containsExactly("b.example");
    assertThat(counters.traffic()).isEqualTo(new Traffic(1, 0, hello.length, hello.length));
    assertThat(log).isEmpty();
  }

  @Test
  void tlsForAnotherHostIsRefusedWithAnAlert() throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(443, origin, "a.example:443"));
    client.getOutputStream().write(ClientHelloTest.hello("evil.example"));
    assertThat(all(client)).isEqualTo(ALERT);
    assertThat(origin.received()).isEmpty();
    assertThat(lookedUp).isEmpty();
    assertThat(log)
        .containsExactly(
            "egress refused: evil.example:443 is not in egress; to allow it, add evil.example:443 to egress of server 'fetch' in mcp-central.yaml");
    assertThat(counters.traffic()).isEqualTo(new Traffic(0, 1, 0, 0));
  }

  @Test
  void aNameThatLeadsInsideIsRefused() throws Exception {
    somewhere = InetAddress.ofLiteral("169.254.169.254");
    Socket client = caller(listen(443, opened(Origin.echo()), "a.example:443"));
    client.getOutputStream().write(ClientHelloTest.hello("a.example"));
    assertThat(all(client)).isEqualTo(ALERT);
    assertThat(log).singleElement().asString().contains("169.254.169.254, a link-local address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-x\r\n", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", "\0\0\0\10"})
  void atPort443NothingButTlsPasses(String words) throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(443, origin, "a.example:443"));
    send(client, words);
    client.shutdownOutput();
    assertThat(all(client)).isEmpty();
    assertThat(origin.received()).isEmpty();
    assertThat(log)
        .containsExactly("egress refused: a connection to port 443 that began without TLS");
  }

  @Test
  void aPlainRequestGoesToItsHost() throws Exception {
    Origin origin = opened(Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    Socket client = caller(listen(80, origin, "a.example:80", "b.example:80"));
    send(
        client,
        "GET /x?y HTTP/1.1\r\nHost: b.example\r\nX-Kept: 1\r\n\r\nGET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertThat(all(client)).endsWith("hi");
    assertThat(lookedUp).containsExactly("b.example");
    assertThat(origin.received())
        .containsExactly(
            "GET /x?y HTTP/1.1\r\nHost: b.example\r\nX-Kept: 1\r\nConnection: close\r\n\r\n");
  }

  @Test
  void aPlainRequestForAnotherHostIsRefused() throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(80, origin, "a.example:80"));
    send(client, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertThat(all(client)).startsWith("HTTP/1.1 403 Forbidden\r\n");
    assertThat(origin.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a.example:81\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost: b.example\r\n\r\n",
        "GET http://a.example:81/ HTTP/1.1\r\nHost: a.example:81\r\n\r\n",
        "GET /#x HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "CONNECT a.example:80 HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\n"
      })
  void whatCouldBeReadDifferentlyIsRefused(String request) throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(80, origin, "a.example:80"));
    send(client, request);
    assertThat(all(client)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(origin.received()).isEmpty();
  }

  @Test
  void theOnlyHostOfAPortMaySpeakFirst() throws Exception {
    Origin origin = opened(Origin.saying("220 mail\r\n"));
    Socket client = caller(listen(5432, origin, "db.example:5432", "other.example:5433"));
    assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("220 mail\r\n");
    assertThat(lookedUp).containsExactly("db.example");
  }

  @Test
  void theOnlyHostOfAPortIsNotBypassedByTls() throws Exception {
    Origin origin = opened(Origin.echo());
    Socket client = caller(listen(5432, origin, "db.example:5432"));
    client.getOutputStream().write(ClientHelloTest.hello("evil.example"));
    assertThat(all(client)).isEmpty();
    assertThat(String.join("", origin.received())).isEmpty();
    assertThat(counters.traffic().refused()).isOne();
  }

  @Test
  void amongSeveralHostsOneHasToBeNamed() throws Exception {
    Origin origin = opened(Origin.echo());
    Listener listener = listen(9999, origin, "a.example:9999", "*.b.example:9999");
    Socket binary = caller(listener);
    send(binary, "\1\2\3");
    assertThat(all(binary)).isEmpty();
    Socket silent = caller(listener);
    assertThat(all(silent)).isEmpty();
    Socket nameless = caller(listener);
    nameless.getOutputStream().write(ClientHelloTest.hello("93.184.215.14"));
    assertThat(all(nameless)).isEqualTo(ALERT);
    Socket named = caller(listener);
    named.getOutputStream().write(ClientHelloTest.hello("x.b.example"));
    named.shutdownOutput();
    assertThat(all(named)).isNotEqualTo(ALERT).isNotEmpty();
    assertThat(log)
        .containsExactly(
            "egress refused: a connection to port 9999 that began with neither TLS nor HTTP, so that its host is not known",
            "egress refused: a connection to port 9999 on which the server waits for its service to speak first, so that its host is not known",
            "egress refused: a TLS greeting to port 9999 without a server name");
    assertThat(lookedUp).containsExactly("x.b.example");
  }

  @Test
  void whatIsLearnedIsLetThroughAndNoted() throws Exception {
    Lessons lessons = opened(new Lessons(home));
    lesson = Optional.of(lessons.of(SERVER));
    Listener listener = listen(443, opened(Origin.echo()));
    byte[] hello = ClientHelloTest.hello("api.example.com");
    for (int i = 0; i < 2; i++) {
      Socket client = caller(listener);
      client.getOutputStream().write(hello);
      client.shutdownOutput();
      assertThat(all(client)).isNotEqualTo(ALERT).isNotEmpty();
    }
    somewhere = InetAddress.ofLiteral("10.0.0.5");
    Socket inside = caller(listener);
    inside.getOutputStream().write(ClientHelloTest.hello("db.corp.example"));
    assertThat(all(inside)).isEqualTo(ALERT);
    assertThat(lessons.all().get(SERVER))
        .containsExactly(
            new Asked(
                "api.example.com", 443, new Traffic(2, 0, 2L * hello.length, 2L * hello.length)),
            new Asked("db.corp.example", 443, new Traffic(0, 1, 0, 0)));
  }

  @Test
  void anOutletListensWhereItsNamesAre() throws Exception {
    Origin origin = opened(Origin.saying("220 mail\r\n"));
    Origin free = Origin.echo();
    int port = free.port();
    free.close();
    Outlet outlet =
        opened(
            new Outlet(
                place(), rules(origin, "mail.example:" + port, "10.0.0.5:" + (port - 1)), 0));
    assertThat(outlet.ports()).containsExactlyInAnyOrder(port, outlet.address().getPort());
    assertThat(outlet.gaps()).isEmpty();
    assertThat(outlet.answersNames()).isTrue();
    assertThat(outlet.hosts()).isEmpty();
    Socket client = caller(new InetSocketAddress(GATEWAY, port));
    assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("220 mail\r\n");
  }

  @Test
  void whatCannotBeListenedAtIsToldAndNamesAreWrittenDown() throws Exception {
    Origin taken = opened(Origin.echo());
    Origin noNames = opened(Origin.echo());
    Origin free = Origin.echo();
    int port = free.port();
    free.close();
    Outlet outlet =
        opened(
            new Outlet(
                place(),
                rules(
                    taken, "a.example:" + taken.port(), "b.example:" + port, "*.c.example:" + port),
                noNames.port()));
    assertThat(outlet.gaps())
        .satisfiesExactly(
            gap -> assertThat(gap).startsWith("port " + taken.port() + " of 127.0.0.1 cannot be"),
            gap -> assertThat(gap).startsWith("names are not resolved (port " + noNames.port()));
    assertThat(outlet.answersNames()).isFalse();
    assertThat(outlet.hosts()).containsOnlyKeys("b.example").containsValue(GATEWAY);
    Socket proxied = caller(outlet.address());
    send(proxied, "CONNECT evil.example:1 HTTP/1.1\r\n\r\n");
    assertThat(all(proxied)).startsWith("HTTP/1.1 403 Forbidden");
  }

  private Listener listen(int port, Origin origin, String... allowed) throws IOException {
    Exchange.Rules rules = rules(origin, allowed);
    DirectFront front = new DirectFront(port, rules.checkpoint().allowlist().only(port));
    Guests guests = opened(new Guests(place(), rules));
    return opened(Listener.open(new InetSocketAddress(GATEWAY, 0), front, guests));
  }

  private static Place place() {
    return new Place(GATEWAY, Subnet.parse("127.0.0.0/8"));
  }

  private Exchange.Rules rules(Origin origin, String... allowed) {
    List<Egress> entries = Arrays.stream(allowed).map(Egress::parse).toList();
    NameLookup lookup =
        name -> {
          lookedUp.add(name);
          return List.of(somewhere);
        };
    return new Exchange.Rules(
        new Checkpoint(new Allowlist(entries, lesson.isPresent()), lookup),
        (addresses, limit) -> new Socket(GATEWAY, origin.port()),
        SHORT,
        counters,
        new DenialLog(SERVER, log::add, InstantSource.system()),
        lesson);
  }

  private Socket caller(Listener listener) throws Exception {
    return caller(listener.address());
  }

  private Socket caller(InetSocketAddress address) throws Exception {
    Socket socket = opened(new Socket());
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
    socket.connect(address);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(part);
    return part;
  }
}
