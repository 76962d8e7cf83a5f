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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An outlet on this machine's loopback network: 127.0.0.1 is the gateway, and 127.0.0.2 the server.
 */
@Timeout(30)
final class OutletTest {
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("127.0.0.1");
  private static final Place PLACE = new Place(GATEWAY, Subnet.parse("127.0.0.0/8"));
  private static final Bounds SHORT =
      new Bounds(4, 2048, Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMillis(700));

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void aTunnelToADeclaredAddressCarriesBytesBothWays() throws Exception {
    Origin origin = opened(Origin.echo());
    Outlet outlet = opened(open("127.0.0.1:" + origin.port()));
    Socket client = caller(outlet);
    send(
        client,
        "CONNECT 127.0.0.1:%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\nhello"
            .formatted(origin.port(), origin.port()));
    client.shutdownOutput();
    assertThat(all(client)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\nhello");
    assertThat(outlet.traffic()).isEqualTo(new Traffic(1, 0, 5, 5));
    assertThat(log).isEmpty();
  }

  @Test
  void whatIsNotDeclaredIsRefusedAndTold() throws Exception {
    Outlet outlet = opened(open("api.example.com:443"));
    for (int i = 0; i < 100; i++) {
      assertThat(ask(outlet, "CONNECT evil.example:443 HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 403 Forbidden\r\n")
          .endsWith("refused by MCP Central: evil.example:443 is not in egress\n");
    }
    assertThat(log)
        .containsExactly(
            "egress refused: evil.example:443 is not in egress; to allow it, add evil.example:443 to egress of server 'fetch' in mcp-central.yaml");
    assertThat(outlet.traffic()).isEqualTo(new Traffic(0, 100, 0, 0));
  }

  @Test
  void aFloodOfDifferentRefusalsIsToldInThirtyLines() throws Exception {
    Outlet outlet = opened(open("api.example.com:443"));
    for (int i = 0; i < 60; i++) {
      ask(outlet, "CONNECT evil%d.example:443 HTTP/1.1\r\n\r\n".formatted(i));
    }
    assertThat(log).hasSize(30);
  }

  @Test
  void aNameIsConnectedToAtItsCheckedAddress() throws Exception {
    Origin origin = opened(Origin.echo());
    List<InetSocketAddress> dialed = new CopyOnWriteArrayList<>();
    Outlet outlet = opened(open(SHORT, origin, dialed, "api.example.com:443"));
    byte[] hello = ClientHelloTest.hello("api.example.com");
    Socket client = caller(outlet);
    send(client, "CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com\r\n\r\n");
    client.getOutputStream().write(hello);
    client.shutdownOutput();
    assertThat(all(client)).hasSize(39 + hello.length);
    assertThat(dialed)
        .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("93.184.215.14"), 443));
  }

  @Test
  void anotherServerNameReachesNobody() throws Exception {
    Origin origin = opened(Origin.echo());
    Outlet outlet = opened(open(SHORT, origin, new ArrayList<>(), "api.example.com:443"));
    Socket client = caller(outlet);
    send(client, "CONNECT api.example.com:443 HTTP/1.1\r\n\r\n");
    client.getOutputStream().write(ClientHelloTest.hello("evil.example"));
    assertThat(all(client)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
    assertThat(String.join("", origin.received())).isEmpty();
    assertThat(log)
        .containsExactly(
            "egress refused: api.example.com:443 was sent a TLS greeting for another server name");
    assertThat(outlet.traffic().refused()).isOne();
  }

  @Test
  void aPlainRequestIsWrittenAnew() throws Exception {
    Origin origin = opened(Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    Outlet outlet = opened(open(SHORT, origin, new ArrayList<>(), "api.example.com:80"));
    String request =
        "POST http://API.example.com/a?b=c HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: 4\r\nConnection: X-Hop, keep-alive\r\nX-Hop: 1\r\nProxy-Authorization: Basic eA==\r\nUpgrade: h2c\r\nX-Kept: 2\r\n\r\nbody"
            + "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    Socket client = caller(outlet);
    send(client, request);
    assertThat(all(client)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(origin.received())
        .containsExactly(
            "POST /a?b=c HTTP/1.1\r\nHost: api.example.com\r\nX-Kept: 2\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
  }

  @Test
  void aBodyInChunksIsWrittenAnewAndEndsTheRequest() throws Exception {
    Origin origin = opened(Origin.saying("HTTP/1.1 204 No Content\r\n\r\n"));
    Outlet outlet = opened(open(SHORT, origin, new ArrayList<>(), "api.example.com:80"));
    String head =
        "POST http://api.example.com HTTP/1.1\r\nHost: api.example.com:80\r\nTransfer-Encoding: chunked\r\n\r\n";
    Socket client = caller(outlet);
    send(
        client,
        head
            + "003;a=b\r\nabc\r\n0\r\nTrailer: x\r\n\r\nGET http://evil.example/ HTTP/1.1\r\n\r\n");
    assertThat(all(client)).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(origin.received())
        .containsExactly(
            "POST / HTTP/1.1\r\nHost: api.example.com\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST http://a.example/ HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST http://a.example/ HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST http://a.example/ HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost: b.example\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost: a.example:81\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n folded\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\r\nHost : a.example\r\n\r\n",
        "GET http://a.example/ HTTP/1.1\nHost: a.example\r\n\r\n",
        "GET http://user@a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "GET http://a.example\\@b.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "GET http://127.1/ HTTP/1.1\r\nHost: 127.1\r\n\r\n",
        "GET http:///x HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "GET https://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "GET ftp://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n",
        "CONNECT a.example HTTP/1.1\r\n\r\n",
        "CONNECT http://a.example:443/ HTTP/1.1\r\n\r\n",
        "CONNECT a.example:80 HTTP/1.1\r\nHost: b.example:80\r\n\r\n",
        "CONNECT a.example:80 HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
        "CONNECT 0x7f.1:80 HTTP/1.1\r\n\r\n",
        "SSH-2.0-client\r\n\r\n"
      })
  void whatCouldBeReadDifferentlyIsRefused(String request) throws Exception {
    Origin origin = opened(Origin.echo());
    Outlet outlet = opened(open(SHORT, origin, new ArrayList<>(), "*:80", "*:443"));
    assertThat(ask(outlet, request)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(origin.received()).isEmpty();
  }

  @Test
  void whoeverIsNotOnTheNetworkIsNotServed() throws Exception {
    Origin origin = opened(Origin.echo());
    Outlet outlet = opened(open("127.0.0.1:" + origin.port()));
    // As a process of this machine, whose address on that network is the gateway's own.
    Socket stranger = opened(new Socket(GATEWAY, outlet.address().getPort()));
    assertThat(all(stranger)).isEmpty();
    assertThat(log)
        .containsExactly("egress refused: a connection from outside of the server's network");
    assertThat(PLACE.welcomes(InetAddress.ofLiteral("172.18.0.2"))).isFalse();
  }

  @Test
  void connectionsAreBounded() throws Exception {
    Outlet outlet = opened(open(SHORT, opened(Origin.echo()), new ArrayList<>(), "a.example:80"));
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(caller(outlet));
    }
    assertThat(all(caller(outlet))).isEmpty();
    assertThat(log).containsExactly("egress refused: more than 4 connections at once");
    for (Socket socket : waiting) {
      socket.close();
    }
  }

  @Test
  void whoeverDoesNotSayWhatItWantsIsHungUpOn() throws Exception {
    Outlet outlet = opened(open(SHORT, opened(Origin.echo()), new ArrayList<>(), "a.example:80"));
    Socket slow = caller(outlet);
    send(slow, "CONNECT a.exam");
    assertThat(all(slow)).isEmpty();
  }

  @Test
  void aHeadHasABound() throws Exception {
    Outlet outlet = opened(open(SHORT, opened(Origin.echo()), new ArrayList<>(), "a.example:80"));
    String request = "GET http://a.example/ HTTP/1.1\r\nA: " + "a".repeat(4000);
    assertThat(ask(outlet, request)).contains("larger than 2048 bytes");
  }

  @Test
  void anIdleTunnelEnds() throws Exception {
    Origin origin = opened(Origin.echo());
    Outlet outlet = opened(open(SHORT, origin, new ArrayList<>(), "a.example:80"));
    Socket client = caller(outlet);
    send(client, "CONNECT a.example:80 HTTP/1.1\r\n\r\nx");
    assertThat(all(client)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\nx");
  }

  @Test
  void aServiceThatIsNotThereIsTold() throws Exception {
    Outlet outlet = opened(open("127.0.0.1:1"));
    assertThat(ask(outlet, "CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("127.0.0.1:1 cannot be reached");
    assertThat(outlet.traffic()).isEqualTo(Traffic.NONE);
  }

  @Test
  void closingEndsEverything() throws Exception {
    Outlet outlet =
        opened(open(Bounds.DEFAULT, opened(Origin.echo()), new ArrayList<>(), "a.example:80"));
    Socket client = caller(outlet);
    send(client, "CONNECT a.example:80 HTTP/1.1\r\n\r\nx");
    client.getInputStream().readNBytes(40);
    outlet.close();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void programsAreToldWhereItIs() throws Exception {
    Outlet outlet = opened(open("a.example:80"));
    String url = "http://127.0.0.1:" + outlet.address().getPort();
    assertThat(outlet.environment())
        .containsEntry("HTTP_PROXY", url)
        .containsEntry("https_proxy", url)
        .containsEntry("NO_PROXY", "localhost,127.0.0.1,::1")
        .containsEntry("NODE_USE_ENV_PROXY", "1");
  }

  private Outlet open(String... allowed) throws IOException {
    return Outlet.open(
        new ServerName("fetch"), PLACE, entries(allowed), Optional.empty(), log::add);
  }

  /** Every name is 93.184.215.14, and whoever connects there gets the origin instead. */
  private Outlet open(
      Bounds bounds, Origin origin, List<InetSocketAddress> dialed, String... allowed)
      throws IOException {
    List<InetAddress> somewhere = List.of(InetAddress.ofLiteral("93.184.215.14"));
    return new Outlet(
        PLACE,
        new Exchange.Rules(
            new Checkpoint(new Allowlist(entries(allowed)), name -> somewhere),
            (addresses, limit) -> {
              dialed.addAll(addresses);
              return new Socket(GATEWAY, origin.port());
            },
            bounds,
            new Counters(),
            new DenialLog(new ServerName("fetch"), log::add, InstantSource.system()),
            Optional.empty()),
        0);
  }

  private static List<Egress> entries(String... allowed) {
    return Arrays.stream(allowed).map(Egress::parse).toList();
  }

  private String ask(Outlet outlet, String request) throws Exception {
    try (Socket client = caller(outlet)) {
      send(client, request);
      return all(client);
    }
  }

  private Socket caller(Outlet outlet) throws Exception {
    Socket socket = opened(new Socket());
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
    socket.connect(outlet.address());
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
