package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The smallest MCP servers in languages for which no published one is at hand. */
public final class TinyServers {
  private static final String JAVA =
      """
      import java.io.*;
      public class Tiny {
        public static void main(String[] a) throws IOException {
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains("tools/list")) {
              System.out.println("{\\"jsonrpc\\":\\"2.0\\",\\"id\\":2,\\"result\\":{\\"tools\\":[{\\"name\\":\\"jar_tool\\"}]}}");
            }
          }
        }
      }
      """;
  private static final String GO =
      """
      package main
      import ("bufio"; "fmt"; "os"; "strings")
      func main() {
        in := bufio.NewScanner(os.Stdin)
        for in.Scan() {
          if strings.Contains(in.Text(), "tools/list") {
            fmt.Println(`{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"static_tool"}]}}`)
          }
        }
      }
      """;

  private TinyServers() {}

  /** A folder with one runnable jar, for Java 17 and newer. */
  public static Path jar(Path folder) throws IOException {
    Path work = Files.createTempDirectory("tiny-jar-");
    Path source = Files.writeString(work.resolve("Tiny.java"), JAVA);
    String jdk = System.getProperty("java.home") + "/bin/";
    Docker.run(List.of(jdk + "javac", "--release", "17", "-d", work.toString(), source.toString()));
    Docker.run(
        List.of(
            jdk + "jar",
            "--create",
            "--date=2026-01-01T00:00:00Z",
            "--file=" + folder.resolve("tiny.jar"),
            "--main-class=Tiny",
            "-C",
            work.toString(),
            "Tiny.class"));
    Folders.remove(work);
    return folder;
  }

  /** A folder with one static executable. */
  public static Path binary(Path folder) throws IOException {
    Path work = Files.createTempDirectory("tiny-go-");
    Path source = Files.writeString(work.resolve("main.go"), GO);
    new Subprocess(HostTools.need("go", "install Go"), work)
        .with("CGO_ENABLED", "0")
        .run(
            "compiling",
            List.of(
                "build",
                "-trimpath",
                "-ldflags=-s -w",
                "-o",
                folder.resolve("tiny").toString(),
                source.toString()));
    Folders.remove(work);
    return folder;
  }
}
