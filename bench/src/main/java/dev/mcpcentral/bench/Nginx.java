package dev.mcpcentral.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * nginx as a reverse proxy in front of the upstream: what a gateway costs that neither parses,
 * decides nor records. Two workers, keep-alive on both sides, no logging, no body ever spilled to
 * disk, its own prefix and its own pid.
 */
final class Nginx implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private Nginx(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static Nginx start(Path directory, int upstreamPort) throws IOException, InterruptedException {
    String program = program();
    Path prefix = Files.createDirectories(directory.resolve("nginx"));
    int port = Ports.free(1).getFirst();
    Path file = Files.writeString(prefix.resolve("nginx.conf"), configuration(port, upstreamPort));
    ChildProcess process =
        ChildProcess.start(
            List.of(
                program,
                "-p",
                prefix.toString(),
                "-c",
                file.toString(),
                "-e",
                prefix.resolve("error.log").toString()),
            Map.of(),
            prefix.resolve("out.log"));
    Nginx nginx = new Nginx(process, port);
    try {
      Readiness.await(port, "/stats", process, 10);
      return nginx;
    } catch (BenchException e) {
      nginx.close();
      throw e;
    }
  }

  private static String program() {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "nginx"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() ->
            new BenchException(
                "nginx is the reference and is not installed: apt-get install nginx-light"));
  }

  private static String configuration(int port, int upstreamPort) {
    String temporary =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(kind -> "  " + kind + "_temp_path " + kind + "_temp;\n")
            .reduce("", String::concat);
    return """
    worker_processes 2;
    daemon off;
    pid nginx.pid;
    events { worker_connections 4096; }
    http {
    %s  access_log off;
      keepalive_requests 1000000000;
      client_max_body_size 16m;
      client_body_buffer_size 256k;
      proxy_buffers 8 128k;
      proxy_buffer_size 128k;
      proxy_busy_buffers_size 256k;
      upstream echo {
        server 127.0.0.1:%d;
        keepalive 256;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%d backlog=1024;
        location / {
          proxy_pass http://echo;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }
    }
    """
        .formatted(temporary, upstreamPort, port);
  }

  Target target() {
    return Target.at(Target.NGINX, port, "echo", process.pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
