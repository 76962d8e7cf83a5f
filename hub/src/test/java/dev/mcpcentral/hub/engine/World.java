package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.egress.InventedNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A machine somewhere on the Internet, as seen from here: a network namespace with an address that
 * is nobody's, at which it serves the file {@code x} over HTTP (ports 80 and 5432) and TLS (443).
 */
final class World implements AutoCloseable {
  static final String ADDRESS = InventedNames.ADDRESS;

  private static final String HERE = "10.213.77.1";

  private final String name;
  private final Path folder;
  private final List<Process> services = new ArrayList<>();

  World(Path folder) throws Exception {
    this.name = "mcpw" + Long.toHexString(System.nanoTime() & 0xfffff);
    this.folder = folder;
    Files.writeString(folder.resolve("x"), "outside\n");
    run("ip", "netns", "add", name);
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "out", "netns", name);
    run("ip", "addr", "add", HERE + "/32", "dev", name);
    run("ip", "link", "set", name, "up");
    inside("ip", "link", "set", "lo", "up");
    inside("ip", "addr", "add", ADDRESS + "/32", "dev", "out");
    inside("ip", "link", "set", "out", "up");
    inside("ip", "route", "add", HERE + "/32", "dev", "out");
    run("ip", "route", "add", ADDRESS + "/32", "dev", name, "src", HERE);
    serve();
  }

  private void serve() throws Exception {
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "certificate.pem",
        "-days",
        "2",
        "-subj",
        "/CN=" + InventedNames.DOMAIN);
    start("busybox", "httpd", "-f", "-p", "80", "-h", folder.toString());
    start("busybox", "httpd", "-f", "-p", "5432", "-h", folder.toString());
    start(
        "openssl",
        "s_server",
        "-accept",
        "443",
        "-cert",
        "certificate.pem",
        "-key",
        "key.pem",
        "-WWW");
    for (int port : new int[] {80, 5432, 443}) {
      DockerFixture.eventually("port " + port + " is served", () -> reachable(port));
    }
  }

  private static boolean reachable(int port) {
    try (var socket = new java.net.Socket()) {
      socket.connect(new java.net.InetSocketAddress(ADDRESS, port), 1_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void start(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    services.add(
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private void inside(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    run(all.toArray(String[]::new));
  }

  private String run(String... command) throws Exception {
    return run(folder, command);
  }

  /** Its output; a test failure when it fails. */
  static String run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
    return output;
  }

  @Override
  public void close() {
    services.forEach(Process::destroyForcibly);
    try {
      for (Process service : services) {
        service.waitFor(10, TimeUnit.SECONDS);
      }
      // Its end of the cable goes with it, and the route with that.
      run("ip", "netns", "del", name);
      DockerFixture.eventually(
          "the cable is gone", () -> !Files.exists(Path.of("/sys/class/net/" + name)));
    } catch (Exception e) {
      throw new AssertionError("the network namespace " + name + " stays", e);
    }
  }
}
