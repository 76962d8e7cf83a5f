package dev.mcpcentral.hub.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pushing to the real distribution. */
class PushTest {
  private static final String SBOM = "application/vnd.cyclonedx+json";

  @TempDir static Path data;
  private static OwnRegistry registry;

  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    registry = new OwnRegistry(data);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void pushedImageHasItsVersionAndLatestAndIsPinned() throws IOException {
    Pushed pushed = push("idp/first", "1.2.3", 1, 2);
    assertThat(pushed.name()).isEqualTo(registry.address() + "/idp/first:1.2.3");
    assertThat(pushed.pinned()).isEqualTo(registry.address() + "/idp/first@" + pushed.digest());
    assertThat(registry.client().digest("idp/first", "1.2.3")).contains(pushed.digest());
    assertThat(registry.client().digest("idp/first", "latest")).contains(pushed.digest());
    assertThat(registry.client().tags("idp/first")).containsExactlyInAnyOrder("1.2.3", "latest");
  }

  @Test
  void twiceBuiltIsTheSameDigest(@TempDir Path otherHome) throws IOException {
    Pushed first = push("idp/twice", "1", 3, 4);
    Files.createDirectories(otherHome.resolve("files"));
    Pushed second =
        new Push(registry.client(), otherHome)
            .push(SampleImage.of(otherHome.resolve("files"), 3, 4), "idp/twice", "1", _ -> {});
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.layers()).isEqualTo(first.layers());
    assertThat(second.sentBytes()).isZero();
  }

  @Test
  void layersThatTheRegistryHasAreNotPackedAgain() throws IOException {
    push("idp/base", "1", 5);
    List<String> steps = new ArrayList<>();
    Pushed next =
        new Push(registry.client(), home)
            .push(SampleImage.of(home, 5, 6), "idp/above", "1", steps::add);
    assertThat(steps.stream().filter(step -> step.startsWith("packing"))).hasSize(1);
    assertThat(next.layers()).hasSize(2);
    assertThat(push("idp/above", "1", 5, 6).sentBytes()).isZero();
  }

  @Test
  void aLayerThatIsNotWhatItsDiffIdSaysIsRefused() throws IOException {
    ImageContent image = SampleImage.of(home, 7);
    Files.writeString(image.layers().getFirst().tar(), "something else");
    assertThatThrownBy(
            () -> new Push(registry.client(), home).push(image, "idp/changed", "1", _ -> {}))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("the file was changed");
    assertThat(registry.client().tags("idp/changed")).isEmpty();
  }

  @Test
  void theManifestNamesItsBlobsAsTheyAreStored() throws IOException {
    Pushed pushed = push("idp/shape", "1", 8, 9);
    Manifest manifest = registry.client().manifest("idp/shape", pushed.digest()).orElseThrow();
    assertThat(manifest.mediaType()).isEqualTo(MediaTypes.MANIFEST);
    JsonNode json = manifest.json();
    assertThat(json.path("config").path("mediaType").asString()).isEqualTo(MediaTypes.CONFIG);
    assertThat(json.path("layers").valueStream().map(layer -> layer.path("digest").asString()))
        .containsExactlyElementsOf(pushed.layers());
    assertThat(pushed.layers())
        .allMatch(digest -> registry.client().blobs().has("idp/shape", digest));
  }

  @Test
  void documentsAboutAnImageAreFoundFromItsDigest() throws IOException {
    Pushed pushed = push("idp/documented", "1", 10);
    var push = new Push(registry.client(), home);
    push.attach(pushed, "application/vnd.example+json", Slice.of("{\"other\":1}"));
    push.attach(pushed, SBOM, Slice.of("{\"bomFormat\":\"CycloneDX\"}"));
    assertThat(push.attached("idp/documented", pushed.digest(), SBOM))
        .contains(Slice.of("{\"bomFormat\":\"CycloneDX\"}"));
    String list = pushed.digest().replace(':', '-');
    Manifest index = registry.client().manifest("idp/documented", list).orElseThrow();
    assertThat(index.isIndex()).isTrue();
    assertThat(index.manifests()).hasSize(2);
    Manifest artifact =
        registry
            .client()
            .manifest("idp/documented", index.manifests().getLast().digest())
            .orElseThrow();
    assertThat(artifact.json().path("artifactType").asString()).isEqualTo(SBOM);
    assertThat(artifact.json().path("subject").path("digest").asString())
        .isEqualTo(pushed.digest());
    assertThat(push.attached("idp/documented", pushed.digest(), "text/plain")).isEmpty();
  }

  @Test
  void attachingTheSameDocumentAgainChangesNothing() throws IOException {
    Pushed pushed = push("idp/again", "1", 11);
    var push = new Push(registry.client(), home);
    String first = push.attach(pushed, SBOM, Slice.of("{}"));
    assertThat(push.attach(pushed, SBOM, Slice.of("{}"))).isEqualTo(first);
    String list = pushed.digest().replace(':', '-');
    assertThat(registry.client().manifest("idp/again", list).orElseThrow().manifests()).hasSize(1);
  }

  @Test
  void manyRepositoriesAreListedPageByPage() throws IOException {
    Manifest manifest = Manifest.image(Descriptor.of(MediaTypes.CONFIG, Slice.of("{}")), List.of());
    for (int i = 0; i < 7; i++) {
      registry.client().blobs().put("idp/many-" + i, Slice.of("{}"));
      registry.client().put("idp/many-" + i, "1", manifest);
    }
    try (Registry pages = new Registry(registry.address(), 2)) {
      assertThat(pages.repositories()).contains("idp/many-0", "idp/many-3", "idp/many-6");
    }
  }

  private Pushed push(String repository, String version, long... seeds) throws IOException {
    return new Push(registry.client(), home)
        .push(SampleImage.of(home, seeds), repository, version, _ -> {});
  }
}
