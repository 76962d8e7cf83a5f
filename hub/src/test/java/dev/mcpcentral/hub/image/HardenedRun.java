package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Runs a prepared server as the hub would, and asks it for its tools over stdio. */
public final class HardenedRun {
  private static final List<String> FLAGS =
      List.of(
          "--rm",
          "-i",
          "--init",
          "--pull=never",
          "--read-only",
          "--network=none",
          "--user=1001:1001",
          "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m",
          "--cap-drop=ALL",
          "--security-opt=no-new-privileges",
          "--pids-limit=128",
          "--memory=512m",
          "--memory-swap=512m",
          "--cpus=1",
          "--log-driver=none");

  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      """;

  private HardenedRun() {}

  /** The names of the tools of an image whose own command is the server. */
  public static List<String> toolsOf(String image) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker", "run"));
    command.addAll(FLAGS);
    command.add(image);
    return tools(new ProcessBuilder(command));
  }

  /**
   * Starts the image as the hub would, and waits until its own health check says that it is well.
   */
  public static boolean becomesHealthy(String image) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--health-interval=1s"));
    FLAGS.stream().filter(flag -> !flag.equals("--rm")).forEach(command::add);
    command.add(image);
    String container = Docker.run(command);
    try {
      String status = "starting";
      for (int i = 0; i < 60 && status.equals("starting"); i++) {
        pause();
        status = Docker.run("inspect", "--format", "{{.State.Health.Status}}", container);
      }
      return status.equals("healthy");
    } finally {
      Docker.run("rm", "-f", container);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The names of its tools. */
  static List<String> toolsOf(Prepared prepared, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (prepared.workload() instanceof Workload.Image(String id)) {
      command.add("docker");
      command.add("run");
      command.addAll(FLAGS);
      command.add(id);
    }
    command.addAll(prepared.command());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(prepared.environment());
    return tools(builder);
  }

  private static List<String> tools(ProcessBuilder builder) throws IOException {
    Process process =
        builder
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .directory(Path.of("/tmp").toFile())
            .start();
    try {
      process.getOutputStream().write(HELLO.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return answer(process);
    } finally {
      process.getOutputStream().close();
      end(process);
    }
  }

  private static List<String> answer(Process process) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      JsonNode message = Json.MAPPER.readTree(line);
      if (message.path("id").asInt(0) == 2) {
        return message
            .path("result")
            .path("tools")
            .valueStream()
            .map(tool -> tool.path("name").asString())
            .toList();
      }
    }
    throw new IOException("the server ended without an answer to tools/list");
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
