package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Programs as folders on this machine, run with its own interpreters. */
final class FolderFinish implements Finish {
  private static final int OLDEST_NODE = 20;

  private final Target target = Target.host();
  private final Supplier<HostPython> python = new Once<>(HostPython::forServers);
  private final Supplier<Path> node = new Once<>(FolderFinish::findNode);

  @Override
  public Target target() {
    return target;
  }

  @Override
  public String place() {
    return target.word();
  }

  @Override
  public Finish with(List<String> packages) {
    if (packages.isEmpty()) {
      return this;
    }
    throw new ImageException(
        "packages: "
            + String.join(", ", packages)
            + " need a container engine; without one servers use what is installed on this machine:"
            + " install them here and remove the key 'packages'");
  }

  @Override
  public String runtimeVersion(Language language, Images.Progress progress) {
    return switch (language) {
      case PYTHON -> python.get().version();
      case NODE, GO, JVM, STATIC -> "";
    };
  }

  @Override
  public AddonCompiler compiler() {
    return AddonCompiler.refusing();
  }

  @Override
  public Shelf.Shelved pack(String source, Program program, Path work, Images.Progress progress)
      throws IOException {
    Path layer = Files.createTempFile(work, "layer", ".tar");
    String digest = LayerTar.write(work.resolve("root"), layer);
    Files.delete(layer);
    return new Shelf.Shelved(program, digest, "", "");
  }

  @Override
  public Shelf.Shelved restore(
      String source, Shelf.Shelved shelved, Path home, Images.Progress progress) {
    return shelved;
  }

  @Override
  public Prepared prepared(
      String source, Shelf.Shelved shelved, Path home, Images.Progress progress) {
    Program program = shelved.program();
    Path app = home.resolve("root/app").toAbsolutePath();
    return new Prepared(
        program.version(),
        source,
        shelved.diffId(),
        new Workload.Folder(app),
        program.command(interpreter(program.language()), app.toString()),
        program.language().environment(),
        Optional.of(
            new Materials("", List.of(), List.of(), home.resolve("lock").toAbsolutePath())));
  }

  private String interpreter(Language language) {
    return switch (language) {
      case NODE -> node.get().toString();
      case PYTHON -> python.get().executable().toString();
      case JVM -> HostTools.need("java", "install a Java runtime").toString();
      case GO, STATIC -> "";
    };
  }

  private static Path findNode() {
    String wanted = "install Node.js " + OLDEST_NODE + " or newer (https://nodejs.org)";
    Path node = HostTools.need("node", wanted);
    String printed =
        new Subprocess(node, Path.of("/")).run("asking node for its version", List.of("--version"));
    if (HostTools.version(printed)[0] < OLDEST_NODE) {
      throw new ImageException(node + " is " + printed.strip() + ", too old: " + wanted);
    }
    return node;
  }
}
