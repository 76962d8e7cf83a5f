package dev.mcpcentral.hub.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.image.Materials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
  private static final String PACKAGE = "{\"name\":\"%s\",\"version\":\"%s\",\"license\":\"MIT\"}";

  @TempDir Path folder;
  private int made;

  @Test
  void npmPackagesAreFoundWhereverTheyAreInstalled() throws IOException {
    Path layer =
        layer(
            Map.of(
                "app/node_modules/left-pad/package.json",
                PACKAGE.formatted("left-pad", "1.0.0"),
                "app/node_modules/@a/b/package.json",
                PACKAGE.formatted("@a/b", "2.0.0"),
                "app/node_modules/@a/b/dist/esm/package.json",
                "{\"type\":\"module\"}",
                "app/node_modules/broken/package.json",
                "{"));
    assertThat(purls(layer)).containsExactly("pkg:npm/%40a/b@2.0.0", "pkg:npm/left-pad@1.0.0");
  }

  @Test
  void whatAnUpperLayerHidesIsNotThere() throws IOException {
    Path lower =
        layer(
            Map.of(
                "app/node_modules/gone/package.json", PACKAGE.formatted("gone", "1.0.0"),
                "app/node_modules/old/package.json", PACKAGE.formatted("old", "1.0.0"),
                "opt/node_modules/x/package.json", PACKAGE.formatted("x", "1.0.0"),
                "srv/node_modules/linked/package.json", PACKAGE.formatted("linked", "1.0.0")));
    Path upper =
        layer(
            Map.of(
                "app/node_modules/.wh.gone", "",
                "app/node_modules/old/package.json", PACKAGE.formatted("old", "2.0.0"),
                "opt/.wh..wh..opq", "",
                "opt/node_modules/y/package.json", PACKAGE.formatted("y", "1.0.0"),
                "srv/node_modules", "a file in the place of a folder"));
    assertThat(purls(lower, upper)).containsExactly("pkg:npm/old@2.0.0", "pkg:npm/y@1.0.0");
  }

  @Test
  void pythonDistributionsAreFound() throws IOException {
    Path layer =
        layer(
            Map.of(
                "usr/lib/python3/site-packages/Typing_Extensions-4.1.dist-info/METADATA",
                """
                Metadata-Version: 2.1
                Name: Typing_Extensions
                Version: 4.1
                Classifier: License :: OSI Approved :: MIT License

                Name: not this
                """));
    assertThat(components(layer))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.purl()).isEqualTo("pkg:pypi/typing-extensions@4.1");
          assertThat(one.licences()).containsExactly("MIT License");
        });
  }

  @Test
  void debianPackagesNameTheirSource() throws IOException {
    Path layer =
        layer(
            Map.of(
                "etc/os-release",
                "ID=debian\nVERSION_ID=\"12\"\n",
                "var/lib/dpkg/status",
                """
                Package: libssl3
                Status: install ok installed
                Architecture: amd64
                Source: openssl (3.0.22-1)
                Version: 3.0.22-1+b1

                Package: removed
                Status: deinstall ok config-files
                Version: 1
                """));
    assertThat(components(layer))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.purl())
              .isEqualTo(
                  "pkg:deb/debian/libssl3@3.0.22-1%2Bb1?arch=amd64&distro=debian-12&upstream=openssl");
          assertThat(one.scope()).isEqualTo("Debian:12");
          assertThat(one.known().orElseThrow().name()).isEqualTo("openssl");
          assertThat(one.known().orElseThrow().version()).isEqualTo("3.0.22-1");
        });
  }

  @Test
  void alpinePackagesNameTheirRelease() throws IOException {
    Path layer =
        layer(
            Map.of(
                "etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n",
                "lib/apk/db/installed",
                    "P:libcrypto3\nV:3.1.4-r5\nA:x86_64\no:openssl\nL:Apache-2.0\n"));
    assertThat(components(layer))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.scope()).isEqualTo("Alpine:v3.19");
          assertThat(one.known().orElseThrow().name()).isEqualTo("openssl");
        });
  }

  @Test
  void anotherDistributionIsNotTakenForDebian() throws IOException {
    Path layer =
        layer(
            Map.of(
                "etc/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n",
                "var/lib/dpkg/status", "Package: a\nVersion: 1\n"));
    assertThat(components(layer))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.known()).isEmpty();
          assertThat(one.scope()).isEqualTo("ubuntu");
        });
  }

  @Test
  void goModulesAreReadFromTheBinary() throws IOException {
    String mark = "0123456789abcdef";
    String modules =
        """
        path\tx
        mod\texample.com/main\tv1.2.3\th1:x
        dep\tgolang.org/x/net\tv0.1.0\th1:y
        dep\texample.com/old\tv1.0.0
        =>\texample.com/fork\tv1.0.1\th1:z
        """;
    var binary = new ByteArrayOutputStream();
    binary.write(new byte[300 << 10]);
    byte[] header = new byte[32];
    byte[] magic = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[15] = 2;
    binary.write(header);
    text(binary, "go1.25.1 X:nothing");
    text(binary, mark + modules + mark);
    try (var layer = new TestLayer(folder.resolve("go.tar"))) {
      layer.put("app/server", 0755, binary.toByteArray());
    }
    assertThat(purls(folder.resolve("go.tar")))
        .containsExactly(
            "pkg:golang/example.com/fork@v1.0.1",
            "pkg:golang/example.com/main@v1.2.3",
            "pkg:golang/golang.org/x/net@v0.1.0",
            "pkg:golang/stdlib@1.25.1");
  }

  private static void text(ByteArrayOutputStream out, String text) {
    int length = text.length();
    if (length >= 128) {
      out.write(length & 0x7f | 0x80);
      length >>= 7;
    }
    out.write(length);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void packagesOfAnAssembledBaseComeFromItsList() {
    Inventory inventory =
        inventory(
            content(
                List.of(),
                List.of(
                    "node 24.1.0",
                    "libc6 2.36-9+deb12u14 from glibc",
                    "libgcc-s1 12.2.0-14+b1 from gcc-12 (12.2.0-14)",
                    "odd")),
            Optional.empty());
    assertThat(inventory.components())
        .extracting(Component::purl)
        .containsExactly(
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?distro=debian-12&upstream=glibc",
            "pkg:deb/debian/libgcc-s1@12.2.0-14%2Bb1?distro=debian-12&upstream=gcc-12",
            "pkg:generic/node@24.1.0");
    // Advisories name sources.
    assertThat(inventory.components())
        .flatExtracting(component -> component.known().stream().toList())
        .extracting(known -> known.name() + " " + known.version())
        .containsExactly("glibc 2.36-9+deb12u14", "gcc-12 12.2.0-14");
  }

  @Test
  void lockAddsHashesAndScripts() throws IOException {
    Path layer =
        layer(Map.of("app/node_modules/a/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}"));
    Path lock = Files.createDirectories(folder.resolve("lock"));
    Files.writeString(
        lock.resolve("package-lock.json"),
        """
        {"packages":{"":{},"node_modules/a":{"version":"1.0.0","license":"ISC","hasInstallScript":true,
         "integrity":"sha512-MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw=="},
         "node_modules/not-installed-here":{"version":"2.0.0"}}}
        """);
    Inventory inventory =
        inventory(content(List.of(TestLayer.layer(layer)), List.of()), Optional.of(lock));
    assertThat(inventory.scripts()).containsExactly("a 1.0.0");
    assertThat(inventory.components())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.licences()).containsExactly("ISC");
          assertThat(one.hashes().getFirst().algorithm()).isEqualTo("SHA-512");
          assertThat(one.hashes().getFirst().hex()).hasSize(128);
        });
  }

  @Test
  void compressedLayerIsRead() throws IOException {
    Path plain = layer(Map.of("node_modules/a/package.json", PACKAGE.formatted("a", "1.0.0")));
    Path packed = folder.resolve("packed.tar.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    Materials.Layer layer = new Materials.Layer(TestLayer.layer(plain).diffId(), packed);
    assertThat(inventory(content(List.of(layer), List.of()), Optional.empty()).components())
        .extracting(Component::purl)
        .containsExactly("pkg:npm/a@1.0.0");
  }

  @Test
  void pathsThatLeadOutsideAreLeftOut() {
    assertThat(LayerReader.clean("../../etc/passwd")).isEmpty();
    assertThat(LayerReader.clean("./a//b/../c")).isEqualTo("a/c");
    assertThat(LayerReader.clean("/etc/x")).isEqualTo("etc/x");
  }

  @Test
  void layerThatIsNotTheImagesIsAnError() throws IOException {
    Path file = layer(Map.of("a", "x".repeat(5000)));
    Materials.Layer whole = TestLayer.layer(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 512, 2000, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> inventory(content(List.of(whole), List.of()), Optional.empty()))
          .isInstanceOf(ContentException.class)
          .hasMessageContaining("Layer 1");
    }
  }

  private Path layer(Map<String, String> contents) throws IOException {
    return TestLayer.of(folder.resolve("layer" + made++ + ".tar"), contents);
  }

  private static List<String> purls(Path... layers) throws IOException {
    return components(layers).stream().map(Component::purl).toList();
  }

  private static List<Component> components(Path... files) throws IOException {
    List<Materials.Layer> layers = new ArrayList<>();
    for (Path file : files) {
      layers.add(TestLayer.layer(file));
    }
    return inventory(content(layers, List.of()), Optional.empty()).components();
  }

  private static ImageContent content(List<Materials.Layer> layers, List<String> base) {
    return new ImageContent("", layers, Optional.empty(), Optional.empty(), base, Optional.empty());
  }

  private static Inventory inventory(ImageContent content, Optional<Path> lock) {
    var collector = new Inventory.Collector();
    content.show(List.of(collector.examiner()));
    return collector.inventory(
        new ImageContent(
            "", content.layers(), Optional.empty(), lock, content.base(), Optional.empty()));
  }
}
