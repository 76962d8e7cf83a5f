package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a container with {@code egress} reaches on a real engine. The service that it may reach is
 * another container on a network of its own, which stands for the world outside.
 */
@Tag("docker")
@Timeout(90)
final class EgressDockerTest {
  private static final ServerName PROBE = new ServerName("probe");

  /** Says a request to the proxy and prints the first line of its answer. */
  private static final String ASK =
      "ask() { printf \"$1\" | timeout 5 nc ${proxy%:*} ${proxy#*:} | head -n 1 | tr -d '\\r'; }; proxy=${http_proxy#http://}; ";

  @TempDir Path home;
  DockerFixture docker;
  Instance world;
  InetSocketAddress service;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
    TestSpec spec = TestSpec.shell("echo outside > /tmp/x; exec httpd -f -p 8080 -h /tmp");
    spec.name = "world";
    spec.network = Network.OPEN;
    spec.port = OptionalInt.of(8080);
    world = docker.start(spec);
    service = ((Wire.Http) world.wire()).address();
    eventually("the service answers", () -> get("/x").equals("outside\n"));
  }

  @AfterEach
  void close() {
    world.close();
    docker.close();
  }

  @Test
  void whatIsDeclaredIsReachedByAnOrdinaryClient() throws Exception {
    assertThat(docker.output(allowed("wget -q -O - http://%s/x".formatted(authority()))))
        .containsExactly("outside");
    assertThat(traffic(docker.engine))
        .satisfies(traffic -> {
          assertThat(traffic.allowed()).isOne();
          assertThat(traffic.refused()).isZero();
          assertThat(traffic.bytesUp()).isPositive();
          assertThat(traffic.bytesDown()).isPositive();
        });
  }

  @Test
  void thereIsNoOtherWayOut() throws Exception {
    String gateway = gatewayOfWorld();
    List<String> seen =
        docker.output(
            allowed(
                "unset http_proxy HTTP_PROXY; timeout 5 wget -q -O - http://%s/x || echo no direct way;"
                        .formatted(authority())
                    + " timeout 5 nc -w 3 %s 3128 < /dev/null || echo no other network;"
                        .formatted(gateway)
                    + " timeout 5 wget -q -O - http://api.example.com/ 2> /dev/null || echo no names;"
                    + " timeout 5 wget -q -O - http://169.254.169.254/ || echo no metadata"));
    assertThat(seen)
        .containsExactly("no direct way", "no other network", "no names", "no metadata");
  }

  @Test
  void whatIsNotDeclaredIsRefusedByTheProxy() throws Exception {
    String ip = service.getAddress().getHostAddress();
    List<String> seen =
        docker.output(
            allowed(
                ASK
                    + "ask 'CONNECT evil.example:443 HTTP/1.1\\r\\n\\r\\n';"
                    + " ask 'CONNECT 169.254.169.254:80 HTTP/1.1\\r\\n\\r\\n';"
                    + " ask 'GET http://169.254.169.254/ HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\n\\r\\n';"
                    + " ask 'CONNECT 127.0.0.1:8080 HTTP/1.1\\r\\n\\r\\n';"
                    + " ask 'CONNECT localhost:8080 HTTP/1.1\\r\\n\\r\\n';"
                    + " ask 'CONNECT 0x7f.1:8080 HTTP/1.1\\r\\n\\r\\n';"
                    + " ask 'CONNECT %s:8081 HTTP/1.1\\r\\n\\r\\n';".formatted(ip)
                    + " ask 'CONNECT %s:8080 HTTP/1.1\\r\\n\\r\\n'".formatted(ip)));
    assertThat(seen)
        .containsExactly(
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 400 Bad Request",
            "HTTP/1.1 403 Forbidden",
            "HTTP/1.1 200 Connection established");
    assertThat(docker.logs.tail(PROBE, 100))
        .anyMatch(line ->
            line.endsWith(
                "egress refused: evil.example:443 is not in egress; to allow it, add evil.example:443 to egress of server 'probe' in mcp-central.yaml"));
    assertThat(traffic(docker.engine).refused()).isEqualTo(6);
  }

  @Test
  void aServiceOfThisMachineIsReachedWhenItsAddressIsDeclared() throws Exception {
    try (var listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> answerOnce(listener));
      TestSpec spec =
          TestSpec.shell(
              ASK
                  + "ask 'GET http://127.0.0.1:%1$d/ HTTP/1.1\\r\\nHost: 127.0.0.1:%1$d\\r\\n\\r\\n'"
                      .formatted(listener.getLocalPort()));
      spec.egress.add(new Egress("127.0.0.1", listener.getLocalPort()));
      assertThat(docker.output(spec)).containsExactly("HTTP/1.1 200 Found on this machine");
    }
  }

  @Test
  void siblingsAndTheirWaysOutStayOutOfReach() throws Exception {
    TestSpec listening = allowed("exec httpd -f -p 8080 -h /tmp");
    listening.port = OptionalInt.of(8080);
    try (Instance first = docker.start(listening)) {
      String sibling = ((Wire.Http) first.wire()).address().getAddress().getHostAddress();
      URI outlet = proxyOf(first);
      String tries = "timeout 5 nc -w 3 %s 8080 < /dev/null || echo no sibling;".formatted(sibling);
      assertThat(docker.output(allowed(tries))).containsExactly("no sibling");
      TestSpec stranger =
          TestSpec.shell(
              tries
                  + " printf 'CONNECT %s HTTP/1.1\\r\\n\\r\\n' | timeout 5 nc -w 3 %s %d | head -n 1; echo end"
                      .formatted(authority(), outlet.getHost(), outlet.getPort()));
      stranger.name = "stranger";
      stranger.network = Network.OPEN;
      assertThat(docker.output(stranger)).containsExactly("no sibling", "end");
    }
  }

  @Test
  void aServerThatOutlivesTheHubFindsItsWayOutAgain() throws Exception {
    TestSpec spec =
        allowed(
            "n=0; (while true; do wget -q -O /tmp/o http://%s/x && n=$((n+1)) && echo $n > /tmp/n; sleep 0.1; done) & exec httpd -f -p 8080 -h /tmp"
                .formatted(authority()));
    spec.port = OptionalInt.of(8080);
    DockerEngine before = docker.secondEngine();
    Instance first = before.start(spec.launch(docker.busybox()));
    eventually("it gets out", () -> count(first) > 0);
    before.close();
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of(PROBE, new ServerName("world")))).isZero();
      try (Instance adopted = next.start(spec.launch(docker.busybox()))) {
        assertThat(adopted.id()).isEqualTo(first.id());
        int soFar = count(adopted);
        eventually("it gets out again", () -> count(adopted) > soFar);
        assertThat(traffic(next).allowed()).isPositive();
      }
    }
  }

  @Test
  void nothingIsLeftOfAServerThatEnded() throws Exception {
    docker.output(allowed("true"));
    eventually("its network goes", () -> networks().noneMatch(name -> name.contains("-probe.net")));
  }

  @Test
  void withoutAGatewayOnThisMachineTheServerIsRefused() {
    String name = new Naming(docker.installation).closedNetwork(PROBE);
    docker.api.run(
        "create a network whose gateway is nowhere",
        client ->
            client
                .createNetworkCmd()
                .withName(name)
                .withInternal(true)
                .withOptions(Map.of("com.docker.network.bridge.inhibit_ipv4", "true"))
                .exec());
    assertThatThrownBy(() -> docker.start(allowed("true")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("server 'probe' has egress, and its way out cannot be guarded")
        .hasMessageContaining("not an address of this machine");
    assertThat(docker.containers()).hasSize(1);
  }

  private static Traffic traffic(DockerEngine engine) {
    return engine.traffic().getOrDefault(PROBE, Traffic.NONE);
  }

  private TestSpec allowed(String script) {
    TestSpec spec = TestSpec.shell(script);
    spec.egress.add(new Egress(service.getAddress().getHostAddress(), service.getPort()));
    return spec;
  }

  private String authority() {
    return service.getAddress().getHostAddress() + ":" + service.getPort();
  }

  private String gatewayOfWorld() {
    var networks =
        docker
            .api
            .call("inspect", client -> client.inspectContainerCmd(world.id()).exec())
            .getNetworkSettings()
            .getNetworks();
    return Objects.requireNonNull(networks.values().iterator().next().getGateway());
  }

  /** The address that the container was told. */
  private URI proxyOf(Instance instance) {
    String[] environment =
        docker
            .api
            .call("inspect", client -> client.inspectContainerCmd(instance.id()).exec())
            .getConfig()
            .getEnv();
    return Arrays.stream(Objects.requireNonNull(environment))
        .filter(entry -> entry.startsWith("HTTP_PROXY="))
        .map(entry -> URI.create(entry.substring("HTTP_PROXY=".length())))
        .findFirst()
        .orElseThrow();
  }

  private Stream<String> networks() {
    return docker.api.call("list networks", client -> client.listNetworksCmd().exec()).stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .filter(name -> name.contains(docker.installation));
  }

  private static void answerOnce(ServerSocket listener) {
    try (var socket = listener.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 Found on this machine\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int count(Instance instance) {
    try {
      return Integer.parseInt(get(((Wire.Http) instance.wire()).address(), "/n").strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private String get(String path) {
    return get(service, path);
  }

  private static String get(InetSocketAddress address, String path) {
    URI uri =
        URI.create(
            "http://%s:%d%s"
                .formatted(address.getAddress().getHostAddress(), address.getPort(), path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return Objects.requireNonNull(
          client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException _) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
