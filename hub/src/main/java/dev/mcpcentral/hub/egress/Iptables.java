package dev.mcpcentral.hub.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The kernel's packet filter, of one family of addresses, by the programs of that name; no shell,
 * and 10 s for each.
 *
 * @param program empty when there is none on this machine
 */
record Iptables(String name, Optional<Path> program) {
  private static final int LIMIT_SECONDS = 10;

  /** How long it waits for another program that is changing rules. */
  private static final String LOCK_SECONDS = "5";

  private static final int MAX_OUTPUT = 4 << 20;
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));

  static Iptables find(String name) {
    Stream<Path> places = FOLDERS.stream().map(folder -> folder.resolve(name));
    return new Iptables(name, places.filter(Files::isExecutable).findFirst());
  }

  /** The rules for what comes to this machine, each as {@code -A INPUT …}. */
  List<String> input() throws IOException {
    String rules = run(List.of(path(""), "-w", LOCK_SECONDS, "-S", "INPUT"), "");
    return rules.lines().filter(line -> line.startsWith("-A INPUT ")).toList();
  }

  /** All of these changes, or none. */
  void change(List<String> changes) throws IOException {
    String text = "*filter\n" + String.join("\n", changes) + "\nCOMMIT\n";
    run(List.of(path("-restore"), "-w", LOCK_SECONDS, "--noflush"), text);
  }

  private String path(String ending) throws IOException {
    Path found =
        program.orElseThrow(() -> new IOException("the program " + name + " is not installed"));
    return found + ending;
  }

  private String run(List<String> command, String input) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      CompletableFuture<String> output = new CompletableFuture<>();
      // A platform thread: reading a child's pipe would hold on to a carrier.
      Thread.ofPlatform().daemon().name(name).start(() -> read(process, output));
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      String text = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(name + " says: " + text.lines().findFirst().orElse("nothing"));
      }
      return text;
    } catch (TimeoutException _) {
      throw new IOException(name + " did not end within " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      throw new IOException(name + " could not be read: " + e.getCause(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException(name + " was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void read(Process process, CompletableFuture<String> output) {
    try (var stdout = process.getInputStream()) {
      output.complete(new String(stdout.readNBytes(MAX_OUTPUT), UTF_8));
    } catch (IOException | UncheckedIOException e) {
      output.completeExceptionally(e);
    }
  }
}
