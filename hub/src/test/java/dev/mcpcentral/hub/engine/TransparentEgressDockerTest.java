package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.spec.Egress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From inside a container whose programs know of no proxy: only the list works (threat T5). Runs as
 * root, because ports below 1024 and the firewall belong to root.
 */
@Tag("docker")
@Timeout(120)
final class TransparentEgressDockerTest {
  private static final ServerName PROBE = new ServerName("probe");
  private static final String API = "api.world-of-tests.net";
  private static final String DB = "db.world-of-tests.net";

  /** As code that has never heard of them. */
  private static final String WITHOUT_PROXY =
      "unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY; ";

  private static final String TLS_REQUEST =
      "(printf 'GET /x HTTP/1.0\\r\\n\\r\\n'; sleep 2) | timeout 10 openssl s_client -quiet -connect %s:443 -servername %s 2>/dev/null | tail -n 1";

  /** The first address of the container's only network. */
  private static final String GATEWAY =
      "gateway=$(ip route | awk '/scope link/ {split($1, a, \"/\"); split(a[1], b, \".\"); print b[1] \".\" b[2] \".\" b[3] \".\" b[4] + 1; exit}')";

  @TempDir static Path folder;
  static World world;

  @TempDir Path home;
  DockerFixture docker;

  @BeforeAll
  static void openWorld() throws Exception {
    world = new World(folder);
  }

  @AfterAll
  static void closeWorld() throws Exception {
    world.close();
  }

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
  }

  @AfterEach
  void close() {
    docker.close();
  }

  @Test
  void whatIsListedIsReachedByNamePortAndServerName() throws Exception {
    assertThat(
            seen(
                allowed(
                    "wget -q -O - http://" + API + "/x",
                    TLS_REQUEST.formatted(API, API),
                    "printf 'GET /x HTTP/1.0\\r\\n\\r\\n' | timeout 10 nc "
                        + DB
                        + " 5432 | tail -n 1")))
        .containsExactly("outside", "outside", "outside");
    assertThat(wayOut(docker.engine).gaps()).isEmpty();
    assertThat(traffic().allowed()).isEqualTo(3);
  }

  @Test
  void nothingElseIsReached() throws Exception {
    assertThat(
            seen(
                allowed(
                    fails("nc -w 3 " + World.ADDRESS + " 80 < /dev/null", "direct address"),
                    fails("nc -w 3 2606:4700::1 80 < /dev/null", "IPv6"),
                    "ip -6 addr | grep inet6 || echo no IPv6 at all",
                    fails("nc -w 3 " + API + " 22 < /dev/null", "other port"),
                    fails("wget -q -O - http://other.world-of-tests.net/x", "other name"),
                    fails("busybox nslookup other.world-of-tests.net", "other lookup"),
                    fails("busybox nslookup secret." + API, "lookup below a listed name"),
                    fails("busybox nslookup " + API + " " + World.ADDRESS, "other resolver"),
                    fails(
                        "wget -q -O - --header 'Host: evil.example' http://" + API + "/x", "Host"),
                    TLS_REQUEST.formatted(API, "evil.world-of-tests.net")
                        + " | grep outside || echo no TLS",
                    fails("wget -q -O - http://169.254.169.254/", "metadata"))))
        .containsExactly(
            "no direct address",
            "no IPv6",
            "no IPv6 at all",
            "no other port",
            "no other name",
            "no other lookup",
            "no lookup below a listed name",
            "no other resolver",
            "no Host",
            "no TLS",
            "no metadata");
    assertThat(docker.logs.tail(PROBE, 100))
        .anyMatch(line -> line.contains("the name other.world-of-tests.net is not in egress"))
        .anyMatch(line -> line.contains("evil.world-of-tests.net:443 is not in egress"))
        .anyMatch(line -> line.contains("evil.example:80 is not in egress"));
    assertThat(traffic().allowed()).isZero();
  }

  @Test
  void thisMachineIsOutOfReach() throws Exception {
    AtomicInteger reached = new AtomicInteger();
    try (ServerSocket service = new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0"))) {
      Thread.ofVirtual().start(() -> count(service, reached));
      List<String> tries = new ArrayList<>();
      tries.add(GATEWAY);
      tries.add(fails("nc -w 3 $gateway " + service.getLocalPort() + " < /dev/null", "gateway"));
      for (String own : ownAddresses()) {
        tries.add(fails("nc -w 3 " + own + " " + service.getLocalPort() + " < /dev/null", own));
      }
      TestSpec closed = script(tries.toArray(String[]::new));
      closed.port = OptionalInt.of(8080);
      try (Instance instance = docker.start(closed)) {
        DockerFixture.exit(instance);
      }
      eventually("it has tried", () -> docker.logs.tail(PROBE, 100).size() >= tries.size() - 1);
      assertThat(docker.logs.tail(PROBE, 100)).allMatch(line -> line.contains(" no "));
      // That it is the gateway which was tried is seen by the proxy there.
      tries.add(fails("nc -w 3 $gateway 3128 < /dev/null", "proxy"));
      List<String> seen = seen(allowed(tries.toArray(String[]::new)));
      assertThat(seen.getLast()).isEqualTo("proxy");
      assertThat(seen.subList(0, seen.size() - 1)).allMatch(line -> line.startsWith("no "));
      assertThat(reached).hasValue(0);
    }
  }

  @Test
  void aClosedNetworkResolvesNothing() throws Exception {
    TestSpec closed = script(fails("busybox nslookup " + API, "names"));
    closed.port = OptionalInt.of(8080);
    try (Instance instance = docker.start(closed)) {
      DockerFixture.exit(instance);
    }
    eventually(
        "it has said so",
        () -> docker.logs.tail(PROBE, 100).stream().anyMatch(line -> line.endsWith("no names")));
  }

  @Test
  void whatIsLearnedIsLetThroughWrittenDownAndKept() throws Exception {
    TestSpec learning =
        script(
            "wget -q -O - http://" + API + "/x",
            TLS_REQUEST.formatted(API, API),
            fails("wget -q -O - http://localhost.localdomain/", "inner name"),
            fails("busybox nslookup printer.local", "local name"),
            "busybox nslookup only.world-of-tests.net > /dev/null && echo resolved");
    learning.learning = true;
    List<Asked> asked;
    try (DockerEngine first = docker.secondEngine()) {
      assertThat(seen(first, learning))
          .containsExactly("outside", "outside", "no inner name", "no local name", "resolved");
      asked = wayOut(first).asked();
    }
    assertThat(asked)
        .extracting(Asked::toString)
        .containsExactly(API + ":80", API + ":443", "only.world-of-tests.net");
    assertThat(asked.getFirst().traffic().bytesDown()).isPositive();
    assertThat(asked.stream().filter(Asked::proposed)).hasSize(2);
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(wayOut(next).asked()).isEqualTo(asked);
    }
  }

  @Test
  void onlyRulesOfOursComeAndGo() throws Exception {
    List<String> before = rules();
    String foreign = "mcp-central:somebodyelse:br-000000000000";
    String leftover = "mcp-central:" + docker.installation + ":br-000000000000";
    rule("-I", foreign);
    rule("-I", leftover);
    try {
      docker.engine.sweep(Set.of());
      assertThat(rules()).anyMatch(rule -> rule.contains(foreign));
      assertThat(rules()).noneMatch(rule -> rule.contains(leftover));
      TestSpec spec = allowed("exec httpd -f -p 8080 -h /tmp");
      spec.port = OptionalInt.of(8080);
      try (Instance running = docker.start(spec)) {
        assertThat(rules()).anyMatch(this::isOurs);
        assertThat(((Wire.Http) running.wire()).address()).isNotNull();
      }
      eventually("the rules go", () -> rules().stream().noneMatch(this::isOurs));
    } finally {
      rule("-D", foreign);
    }
    assertThat(rules()).isEqualTo(before);
  }

  private Traffic traffic() {
    return docker.engine.traffic().getOrDefault(PROBE, Traffic.NONE);
  }

  private static WayOut wayOut(DockerEngine engine) {
    return engine.waysOut().getOrDefault(PROBE, WayOut.NONE);
  }

  private boolean isOurs(String rule) {
    return rule.contains("mcp-central:" + docker.installation + ":");
  }

  private static List<String> rules() throws Exception {
    return World.run(folder, "iptables", "-w", "5", "-S", "INPUT").lines().toList();
  }

  private static void rule(String change, String comment) throws Exception {
    World.run(
        folder,
        "iptables",
        "-w",
        "5",
        change,
        "INPUT",
        "-i",
        "br-000000000000",
        "-m",
        "comment",
        "--comment",
        comment,
        "-j",
        "ACCEPT");
  }

  private static void count(ServerSocket service, AtomicInteger reached) {
    try {
      while (true) {
        service.accept().close();
        reached.incrementAndGet();
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static List<String> ownAddresses() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(each -> each.inetAddresses())
        .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
        .map(InetAddress::getHostAddress)
        .limit(4)
        .toList();
  }

  /** Says so when a command does not work. */
  private static String fails(String command, String what) {
    return "timeout 8 " + command + " > /dev/null 2>&1 && echo " + what + " || echo no " + what;
  }

  private static TestSpec script(String... commands) {
    return TestSpec.shell(WITHOUT_PROXY + String.join("; ", commands));
  }

  private static TestSpec allowed(String... commands) {
    TestSpec spec = script(commands);
    spec.egress.add(new Egress(API, 443));
    spec.egress.add(new Egress(API, 80));
    spec.egress.add(new Egress(DB, 5432));
    return spec;
  }

  private List<String> seen(TestSpec spec) throws Exception {
    return seen(docker.engine, spec);
  }

  private List<String> seen(DockerEngine engine, TestSpec spec) throws Exception {
    Instance instance = engine.start(spec.launch(withOpenssl()));
    try (instance;
        BufferedReader lines = DockerFixture.reader(instance)) {
      return lines.readAllLines();
    }
  }

  /** The test image, and this machine's openssl with the libraries that it needs. */
  private Workload withOpenssl() throws Exception {
    return new Workload.Image(docker.imageWith(Path.of("/usr/bin/openssl")));
  }
}
