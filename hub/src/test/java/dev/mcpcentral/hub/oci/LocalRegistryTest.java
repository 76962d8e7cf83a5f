package dev.mcpcentral.hub.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry of this machine as a process: its life, its faults, and what is cleaned up. */
class LocalRegistryTest {
  @TempDir Path home;

  @Test
  void upIsIdempotentAndDownStopsIt() throws IOException {
    try (OwnRegistry own = new OwnRegistry(home)) {
      LocalRegistry.Standing first = own.local().up(_ -> {});
      assertThat(first.answers()).isTrue();
      assertThat(first.ours()).isTrue();
      assertThat(first.deletes()).isTrue();
      assertThat(first.how()).startsWith("process ");
      assertThat(own.local().up(_ -> {}).how()).isEqualTo(first.how());
      assertThat(own.local().down()).isTrue();
      assertThat(own.local().status().how()).isEqualTo("not running");
      assertThat(own.local().down()).isFalse();
    }
  }

  @Test
  void imagesSurviveARestart() throws IOException {
    try (OwnRegistry own = new OwnRegistry(home)) {
      Pushed pushed =
          new Push(own.client(), home).push(SampleImage.of(home, 1), "idp/kept", "1", _ -> {});
      own.local().down();
      own.local().up(_ -> {});
      assertThat(own.client().digest("idp/kept", "1")).contains(pushed.digest());
    }
  }

  @Test
  void aRecycledProcessIdIsNotTakenForTheRegistry() throws IOException {
    Path pid = Files.createDirectories(home.resolve("registry")).resolve("registry.pid");
    Files.writeString(pid, ProcessHandle.current().pid() + " 1000\n");
    var address = new RegistryAddress("localhost", OwnRegistry.freePort());
    try (LocalRegistry registry = OwnRegistry.local(home, address)) {
      assertThat(registry.down()).isFalse();
      assertThat(ProcessHandle.current().isAlive()).isTrue();
      assertThat(registry.status().how()).isEqualTo("not running");
    }
  }

  @Test
  void aRegistryOfSomebodyElseIsUsedAndLeftAlone(@TempDir Path otherHome) throws IOException {
    try (OwnRegistry own = new OwnRegistry(home);
        LocalRegistry other = OwnRegistry.local(otherHome, own.address())) {
      LocalRegistry.Standing standing = other.up(_ -> {});
      assertThat(standing.ours()).isFalse();
      assertThat(standing.how()).isEqualTo("not started by mcp-central");
      assertThat(other.down()).isFalse();
      assertThat(own.local().status().answers()).isTrue();
    }
  }

  @Test
  void whatAnswersInPlaceOfARegistryIsNamed() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Server", "AirTunes/1");
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    var address = new RegistryAddress("localhost", server.getAddress().getPort());
    try (LocalRegistry registry = OwnRegistry.local(home, address)) {
      assertThatThrownBy(() -> registry.up(_ -> {}))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining(address.toString())
          .hasMessageContaining("is no image registry (AirTunes/1, HTTP 403)")
          .hasMessageContaining("registry: {address:");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void withoutARegistryTheMessageSaysHowToStartOne() throws IOException {
    var address = new RegistryAddress("localhost", OwnRegistry.freePort());
    try (Registry registry = new Registry(address)) {
      assertThatThrownBy(
              () -> new Push(registry, home).push(SampleImage.of(home, 1), "idp/x", "1", _ -> {}))
          .isInstanceOf(RegistryException.class)
          .hasMessage(
              "No registry answers at "
                  + address
                  + ": start one with 'mcp-central registry up', or set 'registry: {address:"
                  + " host:port}' in mcp-central.yaml");
    }
  }

  @Test
  @Timeout(60)
  void aPortThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Registry registry = new Registry(new RegistryAddress("localhost", silent.getLocalPort()))) {
      assertThatThrownBy(registry::check)
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("did not answer within");
    }
  }

  @Test
  void anEngineThatDoesNotAnswerIsPassedOver() throws IOException {
    try (LocalRegistry registry = new LocalRegistry(withDeadEngine(System.getenv()))) {
      assertThat(registry.up(_ -> {}).how()).startsWith("process ");
      registry.down();
    }
  }

  @Test
  void withoutAnyMeansTheMessageNamesThem() throws IOException {
    Map<String, String> nothing = Map.of("PATH", home.toString());
    try (LocalRegistry registry = new LocalRegistry(withDeadEngine(nothing))) {
      assertThatThrownBy(() -> registry.up(_ -> {}))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("Docker did not answer")
          .hasMessageContaining("apt install docker-registry");
    }
  }

  private LocalRegistry.Settings withDeadEngine(Map<String, String> environment)
      throws IOException {
    return LocalRegistry.Settings.usual(
        home,
        new RegistryAddress("localhost", OwnRegistry.freePort()),
        Optional.of("unix://" + home.resolve("no-engine.sock")),
        Optional.empty(),
        environment);
  }

  @Test
  void anAddressElsewhereIsNotStartedHere() {
    var address = new RegistryAddress("registry.invalid", 5000);
    try (LocalRegistry registry = OwnRegistry.local(home, address)) {
      assertThatThrownBy(() -> registry.up(_ -> {}))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("not this machine");
    }
  }

  @Test
  void garbageIsWhatNobodyNamesAnyMore() throws IOException {
    try (OwnRegistry own = new OwnRegistry(home)) {
      var push = new Push(own.client(), home);
      Pushed old = push.push(SampleImage.of(home, 1, 20), "idp/a", "1", _ -> {});
      push.attach(
          old, "application/vnd.cyclonedx+json", dev.mcpcentral.protocol.json.Slice.of("{}"));
      Pushed pinned = push.push(SampleImage.of(home, 1, 21), "idp/a", "2", _ -> {});
      Pushed newest = push.push(SampleImage.of(home, 1, 22), "idp/a", "3", _ -> {});
      Pushed replaced = push.push(SampleImage.of(home, 1, 23), "idp/b", "1", _ -> {});
      Pushed again = push.push(SampleImage.of(home, 1, 24), "idp/b", "1", _ -> {});
      push.push(SampleImage.of(home, 1), "idp/base-node", "1", _ -> {});
      push.push(SampleImage.of(home, 2), "idp/base-node", "2", _ -> {});
      Set<String> kept = Set.of("idp/a:2", "idp/b:1");
      assertThat(own.local().garbage(kept).stream().map(Garbage.Image::digest))
          .containsExactly(old.digest(), replaced.digest());
      long before = own.local().status().diskBytes().orElseThrow();
      LocalRegistry.Collected collected = own.local().collectGarbage(kept, _ -> {});
      assertThat(collected.freed()).isTrue();
      assertThat(collected.bytes().orElseThrow()).isGreaterThan(600_000);
      assertThat(own.local().status().diskBytes().orElseThrow()).isLessThan(before);
      assertThat(own.client().manifest("idp/a", old.digest())).isEmpty();
      assertThat(own.client().tags("idp/a")).containsExactlyInAnyOrder("2", "3", "latest");
      for (Pushed needed : new Pushed[] {pinned, newest}) {
        assertThat(own.client().manifest("idp/a", needed.digest())).isPresent();
        assertThat(needed.layers()).allMatch(blob -> own.client().blobs().has("idp/a", blob));
      }
      assertThat(own.client().digest("idp/b", "1")).contains(again.digest());
      assertThat(own.local().garbage(kept)).isEmpty();
    }
  }

  @Test
  void imagesOfAnotherInstallationAreNotGarbage(@TempDir Path otherHome) throws IOException {
    try (OwnRegistry own = new OwnRegistry(home);
        LocalRegistry other = OwnRegistry.local(otherHome, own.address())) {
      var push = new Push(own.client(), home);
      push.push(SampleImage.of(home, 1), "idp/a", "1", _ -> {});
      push.push(SampleImage.of(home, 2), "idp/a", "2", _ -> {});
      LocalRegistry.Collected collected = other.collectGarbage(Set.of(), _ -> {});
      assertThat(collected.images()).isEmpty();
      assertThat(collected.freed()).isFalse();
      assertThat(own.client().tags("idp/a")).contains("1", "2");
    }
  }
}
