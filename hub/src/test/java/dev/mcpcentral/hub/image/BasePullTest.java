package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasePullTest {
  @TempDir Path folder;

  @Test
  void unreachableRegistryIsAskedOnce() throws IOException {
    var store = new FakeStore(false);
    var pull = new BasePull(store, Optional.empty());
    assertThat(pull.pull(BaseKind.NODE, folder, _ -> {})).isEmpty();
    assertThat(pull.pull(BaseKind.PYTHON, folder, _ -> {})).isEmpty();
    assertThat(store.pulled).containsExactly("docker.io/library/node:24-bookworm-slim");
  }

  @Test
  void mirrorReplacesTheRegistryOnly() throws IOException {
    var store = new FakeStore(true);
    var pull = new BasePull(store, Optional.of("registry.example.com/hub/"));
    assertThat(pull.pull(BaseKind.STATIC, folder, _ -> {})).isPresent();
    assertThat(store.pulled)
        .containsExactly("registry.example.com/hub/distroless/static-debian12:latest");
  }

  @Test
  void pulledBaseKeepsItsDigestItsEnvironmentAndItsLayersAsFiles() throws IOException {
    Base base =
        new BasePull(new FakeStore(true), Optional.empty())
            .pull(BaseKind.NODE, folder, _ -> {})
            .orElseThrow();
    assertThat(base.contents()).containsExactly("node@sha256:0123");
    assertThat(base.environment()).containsExactly("NODE_VERSION=24");
    assertThat(base.layers())
        .extracting(Base.Layer::diffId)
        .containsExactly("sha256:aa", "sha256:bb");
    assertThat(folder.resolve(base.layers().getFirst().file())).hasContent("layer aa");
    assertThat(folder.resolve(base.layers().getLast().file())).hasContent("layer bb");
  }

  /** An engine with one image of two layers, behind a registry that is there or not. */
  private final class FakeStore implements ImageStore {
    private final boolean reachable;
    private final List<String> pulled = new ArrayList<>();

    private FakeStore(boolean reachable) {
      this.reachable = reachable;
    }

    @Override
    public String architecture() {
      return "amd64";
    }

    @Override
    public Optional<Stored> inspect(String reference) {
      return Optional.empty();
    }

    @Override
    public Stored pull(String reference, Duration limit, Consumer<String> progress) {
      pulled.add(reference);
      if (!reachable) {
        throw new EngineException("no such host");
      }
      return new Stored(
          "sha256:ff",
          Optional.of("node@sha256:0123"),
          List.of("sha256:aa", "sha256:bb"),
          List.of("NODE_VERSION=24"));
    }

    @Override
    public void save(String reference, Path archive) {
      try {
        List<Base.Layer> layers = new ArrayList<>();
        for (String id : List.of("aa", "bb")) {
          Path file = Files.writeString(folder.resolve("source-" + id), "layer " + id);
          layers.add(new Base.Layer("sha256:" + id, file.toString()));
        }
        new ImageArchive("x:1", "amd64", "0:0", "/", List.of(), List.of("node"), Map.of(), layers)
            .write(archive, 0);
      } catch (IOException e) {
        throw new EngineException("cannot be saved", e);
      }
    }

    @Override
    public void load(Path archive) {
      throw new EngineException("not asked for");
    }

    @Override
    public Stored build(
        Path folder, String tag, boolean online, Duration limit, Consumer<String> progress) {
      throw new EngineException("not asked for");
    }

    @Override
    public void tag(String reference, String name) {
      throw new EngineException("not asked for");
    }

    @Override
    public void remove(String reference) {
      throw new EngineException("not asked for");
    }

    @Override
    public void copyOut(String image, String folder, Path tar) {
      throw new EngineException("not asked for");
    }
  }
}
