package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Egress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One server's way out, on the gateway address of the server's own internal network: an HTTP proxy
 * ({@code CONNECT} and absolute-form requests), a resolver to which every permitted name is the
 * gateway, and a listener at each permitted port for programs that know of no proxy. Who calls is
 * known by the listener, never by what a client says. At most 64 connections; 10 s for a request's
 * head of 16 KiB and for connecting; 5 min without a byte end a connection.
 */
public final class Outlet implements AutoCloseable {
  /** The port on the gateway's address, unless something else listens there. */
  private static final int PREFERRED_PORT = 3128;

  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final Place place;
  private final Exchange.Rules rules;
  private final Guests guests;
  private final Listener proxy;
  private final List<Listener> direct = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private final @Nullable NameService names;

  /**
   * Begins to listen.
   *
   * @param lessons where it is noted what the server asks for; empty unless that is learned
   * @param log takes a line for each refusal, at most 30 a minute
   * @throws IOException when the gateway's address is not this machine's
   */
  public static Outlet open(
      ServerName server,
      Place place,
      List<Egress> allowed,
      Optional<Lessons> lessons,
      Consumer<String> log)
      throws IOException {
    Exchange.Rules rules =
        new Exchange.Rules(
            new Checkpoint(new Allowlist(allowed, lessons.isPresent()), NameLookup.system(LOOKUP)),
            Dialer.direct(),
            Bounds.DEFAULT,
            new Counters(),
            new DenialLog(server, log, InstantSource.system()),
            lessons.map(all -> all.of(server)));
    return new Outlet(place, rules, NameService.PORT);
  }

  Outlet(Place place, Exchange.Rules rules, int namePort) throws IOException {
    this.place = place;
    this.rules = rules;
    this.guests = new Guests(place, rules);
    this.proxy = openProxy();
    rules.checkpoint().allowlist().ports().forEach(port -> openDirect(port, namePort));
    this.names = direct.isEmpty() ? null : openNames(namePort);
  }

  /** The proxy's. */
  public InetSocketAddress address() {
    return proxy.address();
  }

  /** Every port of the gateway that the server has to reach by TCP. */
  public NavigableSet<Integer> ports() {
    NavigableSet<Integer> ports = new TreeSet<>();
    ports.add(proxy.address().getPort());
    direct.forEach(listener -> ports.add(listener.address().getPort()));
    return ports;
  }

  /** Whether its resolver answers, by UDP and TCP at port 53. */
  public boolean answersNames() {
    return names != null;
  }

  /**
   * What the container's own table of names has to say where no resolver answers: names that are
   * listed as they are.
   */
  public Map<String, InetAddress> hosts() {
    Map<String, InetAddress> hosts = new LinkedHashMap<>();
    if (names == null) {
      rules
          .checkpoint()
          .allowlist()
          .exactNames(ports())
          .forEach(name -> hosts.put(name.text(), place.gateway()));
    }
    return hosts;
  }

  /**
   * For people: what programs that know of no proxy do without on this machine, and what could not
   * be learned.
   */
  public List<String> gaps() {
    List<String> all = new ArrayList<>(gaps);
    if (rules.lesson().filter(Lesson::full).isPresent()) {
      all.add(
          "more was asked for than the %d destinations that are written down; the rest is let through, too"
              .formatted(Lesson.MAX_DESTINATIONS));
    }
    return all;
  }

  /** The variables by which programs in the container find it. */
  public Map<String, String> environment() {
    String url = "http://" + new Host.Literal(place.gateway()) + ":" + proxy.address().getPort();
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
      variables.put(name, url);
    }
    variables.put("NO_PROXY", "localhost,127.0.0.1,::1");
    variables.put("no_proxy", "localhost,127.0.0.1,::1");
    variables.put("NODE_USE_ENV_PROXY", "1");
    return variables;
  }

  public Traffic traffic() {
    return rules.counters().traffic();
  }

  /** Ends the listeners and every connection. */
  @Override
  public void close() {
    proxy.close();
    direct.forEach(Listener::close);
    if (names != null) {
      names.close();
    }
    guests.close();
  }

  /**
   * The same port after a restart, so that containers that outlived the hub find their way out
   * again.
   */
  private Listener openProxy() throws IOException {
    try {
      return Listener.open(at(PREFERRED_PORT), new ProxyFront(), guests);
    } catch (BindException _) {
      return openAnywhere();
    }
  }

  private Listener openAnywhere() throws IOException {
    try {
      return Listener.open(at(0), new ProxyFront(), guests);
    } catch (IOException e) {
      guests.close();
      throw e;
    }
  }

  private void openDirect(int port, int namePort) {
    if (port == namePort) {
      gaps.add(
          "port %d is where names are asked for, so only programs that obey HTTP_PROXY reach a service there"
              .formatted(port));
      return;
    }
    DirectFront front = new DirectFront(port, rules.checkpoint().allowlist().only(port));
    try {
      direct.add(Listener.open(at(port), front, guests));
    } catch (IOException e) {
      gaps.add(
          "port %d of %s cannot be listened at (%s), so only programs that obey HTTP_PROXY get out there%s"
              .formatted(port, place.gateway().getHostAddress(), e.getMessage(), advice(port)));
    }
  }

  private @Nullable NameService openNames(int port) {
    try {
      return NameService.open(place, new NameAnswer(place.gateway(), this::known), port);
    } catch (IOException e) {
      gaps.add(
          "names are not resolved (port %d of %s: %s), so programs that do not obey HTTP_PROXY find only the names that are listed without *%s"
              .formatted(port, place.gateway().getHostAddress(), e.getMessage(), advice(port)));
      return null;
    }
  }

  private static String advice(int port) {
    return port < 1024
        ? ": run the hub as root or with CAP_NET_BIND_SERVICE, and keep other programs from listening there on all addresses"
        : "";
  }

  private boolean known(Host.Name name) {
    boolean known = rules.checkpoint().allowlist().knows(name);
    if (known) {
      rules.lesson().ifPresent(lesson -> lesson.lookedUp(name));
    } else {
      rules.denials().refused("the name " + name + " is not in egress", name + ":PORT");
    }
    return known;
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(place.gateway(), port);
  }
}
