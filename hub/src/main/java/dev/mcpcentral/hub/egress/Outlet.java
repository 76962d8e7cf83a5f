package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Egress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One server's way out: an HTTP proxy ({@code CONNECT} and absolute-form requests) on the gateway
 * address of the server's own internal network. Who calls is known by the listener, never by what a
 * client says. At most 64 connections; 10 s for a request's head of 16 KiB and for connecting; 5
 * min without a byte end a connection.
 */
public final class Outlet implements AutoCloseable {
  /** The port on the gateway's address, unless something else listens there. */
  private static final int PREFERRED_PORT = 3128;

  private static final System.Logger LOG = System.getLogger(Outlet.class.getName());
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final ServerSocket listener;
  private final Place place;
  private final Exchange.Rules rules;
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();

  /**
   * Begins to listen.
   *
   * @param log takes a line for each refusal, at most 30 a minute
   * @throws IOException when the gateway's address is not this machine's
   */
  public static Outlet open(
      ServerName server, Place place, List<Egress> allowed, Consumer<String> log)
      throws IOException {
    return new Outlet(
        place,
        new Exchange.Rules(
            new Checkpoint(new Allowlist(allowed), NameLookup.system(LOOKUP)),
            Dialer.direct(),
            Bounds.DEFAULT,
            new Counters(),
            new DenialLog(server, log, InstantSource.system())));
  }

  Outlet(Place place, Exchange.Rules rules) throws IOException {
    this.place = place;
    this.rules = rules;
    this.listener = listen(place);
    Thread.ofVirtual().name("egress " + listener.getLocalSocketAddress()).start(this::accept);
    Thread.ofVirtual().name("egress watch").start(this::watch);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** The variables by which programs in the container find it. */
  public Map<String, String> environment() {
    String url = "http://" + new Host.Literal(place.gateway()) + ":" + listener.getLocalPort();
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

  /** Ends the listener and every connection. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing an outlet", e);
    }
    open.forEach(Exchange::close);
  }

  /**
   * The same port after a restart, so that containers that outlived the hub find their way out
   * again.
   */
  private static ServerSocket listen(Place place) throws IOException {
    try {
      return listen(place, PREFERRED_PORT);
    } catch (BindException _) {
      return listen(place, 0);
    }
  }

  private static ServerSocket listen(Place place, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(place.gateway(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.log(System.Logger.Level.WARNING, "accepting a connection of a container's: {0}", e);
          pause(Duration.ofMillis(100));
        }
      }
    }
  }

  private void admit(Socket client) throws IOException {
    if (!place.welcomes(client.getInetAddress())) {
      rules.denials().tell("a connection from outside of the server's network");
      client.close();
      return;
    }
    if (open.size() >= rules.bounds().connections()) {
      rules.counters().refused.increment();
      rules.denials().tell("more than " + rules.bounds().connections() + " connections at once");
      client.close();
      return;
    }
    Exchange exchange = new Exchange(client, rules);
    open.add(exchange);
    Thread.ofVirtual()
        .name("egress up")
        .start(() -> {
          exchange.run();
          open.remove(exchange);
        });
  }

  /** Closes what is overdue; a connection lives at most this second longer than it may. */
  private void watch() {
    while (!listener.isClosed()) {
      pause(Duration.ofSeconds(1));
      open.stream().filter(Exchange::overdue).forEach(Exchange::close);
    }
    open.forEach(Exchange::close);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
