package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of this machine's Node.js and the libraries that it needs. */
final class NodeImage {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private NodeImage() {}

  static Workload make() throws Exception {
    Path node = program();
    Process importing =
        new ProcessBuilder("docker", "import", "-", "mcp-central-test:node")
            .redirectErrorStream(true)
            .start();
    try (OutputStream out = new BufferedOutputStream(importing.getOutputStream());
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String folder : new String[] {"tmp/", "etc/", "proc/", "sys/", "dev/"}) {
        tar.putArchiveEntry(new TarArchiveEntry(folder));
        tar.closeArchiveEntry();
      }
      add(tar, node, "/usr/bin/node");
      for (String library : libraries(node)) {
        add(tar, Path.of(library), library);
      }
    }
    String answer = new String(importing.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(importing.waitFor()).as(answer).isZero();
    return new Workload.Image(answer);
  }

  private static Path program() throws Exception {
    Process process = new ProcessBuilder("node", "-p", "process.execPath").start();
    return Path.of(new String(process.getInputStream().readAllBytes(), UTF_8).strip());
  }

  private static Set<String> libraries(Path program) throws IOException {
    Process ldd = new ProcessBuilder("ldd", program.toString()).start();
    Set<String> libraries = new LinkedHashSet<>();
    LIBRARY
        .matcher(new String(ldd.getInputStream().readAllBytes(), UTF_8))
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(libraries::add);
    return libraries;
  }

  private static void add(TarArchiveOutputStream tar, Path file, String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name.substring(1));
    entry.setMode(0755);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }
}
