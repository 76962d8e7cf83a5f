package dev.mcpcentral.hub.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.Form;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Life;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Pool;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.SecretReference;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.UpdateMode;
import dev.mcpcentral.hub.spec.Volume;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire form carries everything of a spec, and takes nothing else. */
final class RecordJsonTest {
  private static final ServerSpec PLAIN =
      spec(
          List.of(),
          Oversight.of(RiskLevel.LOW),
          Reach.NONE,
          OptionalInt.empty(),
          "/mcp",
          DeclaredLimits.NONE,
          Life.DEFAULT,
          Map.of());

  /** Nothing in it is as it is when nobody says anything. */
  private static final ServerSpec FULL =
      spec(
          List.of("git"),
          new Oversight(RiskLevel.HIGH, false, false),
          new Reach(Network.NONE, List.of(new Egress("::1", 443)), Set.of(Grant.SHELL), false),
          OptionalInt.of(8080),
          "/other",
          DeclaredLimits.of(64L << 20, 0.5, 32),
          new Life(
              Form.CONTAINER,
              Instances.SESSION,
              Optional.of(UpdateMode.BESIDE),
              new Pool(3, 1, Optional.empty(), Optional.of(Duration.ofMinutes(7)))),
          Map.of(
              "A", new SecretReference.Environment("B"),
              "C", new SecretReference.File(Path.of("/etc/secret"))));

  private static ServerSpec spec(
      List<String> packages,
      Oversight oversight,
      Reach reach,
      OptionalInt port,
      String path,
      DeclaredLimits limits,
      Life life,
      Map<String, SecretReference> secrets) {
    boolean full = !packages.isEmpty();
    return new ServerSpec(
        new ServerName(full ? "full" : "plain"),
        Source.parse(full ? "npm:@scope/pkg@1.2.3" : "pypi:pkg", Path.of("/")),
        packages,
        oversight,
        full ? List.of("-a", "ü\n\"") : List.of(),
        full ? Map.of("NAME", "value") : Map.of(),
        full ? List.of(new Mount(Path.of("/srv/x"), "/x", false)) : List.of(),
        full ? List.of(new Volume("data", "/data")) : List.of(),
        reach,
        port,
        path,
        limits,
        full ? EraPin.LEGACY : EraPin.AUTO,
        Duration.ofSeconds(full ? 7 : 60),
        life,
        secrets);
  }

  @Test
  void everySpecComesBackAsItWas() {
    for (ServerSpec spec : List.of(PLAIN, FULL)) {
      assertThat(RecordJson.read(ServerSpec.class, RecordJson.write(ServerSpec.class, spec)))
          .isEqualTo(spec);
    }
  }

  /** A component that is new must be given another value here, and then it must come back. */
  @Test
  void noComponentOfASpecIsLeftOutOfTheseTests() throws ReflectiveOperationException {
    for (RecordComponent component : ServerSpec.class.getRecordComponents()) {
      Object full = component.getAccessor().invoke(FULL);
      assertThat(full).as(component.getName()).isNotEqualTo(component.getAccessor().invoke(PLAIN));
    }
    JsonNode written = JsonMapper.shared().readTree(RecordJson.write(ServerSpec.class, FULL));
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : ServerSpec.class.getRecordComponents()) {
      names.add(component.getName());
    }
    assertThat(new TreeSet<>(written.propertyNames())).isEqualTo(names);
  }

  @Test
  void everySourceComesBack() {
    for (String source :
        List.of(
            "npm:a",
            "pypi:a@1",
            "go:example.com/a/cmd/b@v1.2.3",
            "image:localhost:5000/a:1",
            "dir:/srv/a",
            "container:a",
            "url:https://mcp.example.com/mcp?key=1")) {
      Source parsed = Source.parse(source, Path.of("/"));
      String line = RecordJson.write(Wrapped.class, new Wrapped(parsed));
      assertThat(RecordJson.read(Wrapped.class, line).source()).isEqualTo(parsed);
    }
  }

  record Wrapped(Source source) {}

  @Test
  void whatIsKnownOfWaysOutComesBack() {
    Asked asked = new Asked("api.example.com", 443, new Traffic(1, 2, 3, 4));
    Answer.Ways ways =
        new Answer.Ways(
            Map.of(new ServerName("a"), new WayOut(List.of(asked), List.of("no firewall"))));
    assertThat(RecordJson.read(Answer.Ways.class, RecordJson.write(Answer.Ways.class, ways)))
        .isEqualTo(ways);
  }

  @Test
  void everyVerbComesBack() {
    Launch launch =
        new Launch(FULL, new Workload.Image("sha256:1"), List.of("a"), Map.of("A", "b"));
    List<Verb> verbs =
        List.of(
            new Verb.Hello(),
            new Verb.Start(launch),
            new Verb.Isolate(FULL),
            new Verb.Sweep(Set.of(new ServerName("a"))),
            new Verb.Look("c"),
            new Verb.Traffics(),
            new Verb.WaysOut(),
            new Verb.Discover(),
            new Verb.Logs(new ServerName("a"), 3, true),
            new Verb.Events(),
            new Verb.Attach("h"),
            new Verb.Dial("h"),
            new Verb.Hold("h"),
            new Verb.Pause("h"),
            new Verb.Unpause("h"),
            new Verb.Stop("h", Duration.ofSeconds(2)),
            new Verb.Exec("h", List.of("a"), Duration.ofSeconds(1)),
            new Verb.Inspect("h"),
            new Verb.Stats("h"),
            new Verb.Architecture(),
            new Verb.InspectImage("a"),
            new Verb.Pull("a", Duration.ofSeconds(1)),
            new Verb.Load(7),
            new Verb.Save("a"),
            new Verb.CopyOut("a", "/app"),
            new Verb.Tag("a", "b"),
            new Verb.RemoveImage("a"));
    for (Verb verb : verbs) {
      assertThat(RecordJson.read(Request.class, Request.line(verb)).verb()).isEqualTo(verb);
    }
    assertThat(verbs.stream().map(Object::getClass).distinct().count())
        .isEqualTo(kinds(Verb.class));
  }

  private static long kinds(Class<?> sealed) {
    long kinds = 0;
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      kinds += permitted.isRecord() ? 1 : kinds(permitted);
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "\"Hello\"",
        "{\"version\":1}",
        "{\"version\":1,\"verb\":{\"is\":\"Hello\"},\"more\":1}",
        "{\"version\":1,\"verb\":{\"is\":\"Hello\",\"privileged\":true}}",
        "{\"version\":1,\"version\":1,\"verb\":{\"is\":\"Hello\"}}",
        "{\"version\":\"1\",\"verb\":{\"is\":\"Hello\"}}",
        "{\"version\":1.5,\"verb\":{\"is\":\"Hello\"}}",
        "{\"version\":99999999999,\"verb\":{\"is\":\"Hello\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Goodbye\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"java.lang.ProcessBuilder\",\"command\":[\"id\"]}}",
        "{\"version\":1,\"verb\":{\"is\":\"OfServers\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Stop\",\"handle\":\"h\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Stop\",\"handle\":null,\"grace\":\"PT1S\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Stop\",\"handle\":\"h\",\"grace\":\"soon\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Exec\",\"handle\":\"h\",\"command\":\"id\",\"limit\":\"PT1S\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Exec\",\"handle\":\"h\",\"command\":[null],\"limit\":\"PT1S\"}}",
        "{\"version\":1,\"verb\":{\"is\":\"Sweep\",\"keep\":[\"../x\"]}}",
        "{\"version\":1,\"verb\":{\"is\":\"Hello\"}} {}"
      })
  void whatIsNotExactlyARequestIsRefused(String line) {
    assertThatThrownBy(() -> RecordJson.read(Request.class, line))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deepNestingIsRefused() {
    String line = "{\"version\":1,\"verb\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
    assertThatThrownBy(() -> RecordJson.read(Request.class, line))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSpecIsCheckedByItsOwnConstructors() {
    String line = RecordJson.write(ServerSpec.class, FULL);
    assertThatThrownBy(
            () -> RecordJson.read(ServerSpec.class, line.replace("\"/srv/x\"", "\"/srv/../etc\"")))
        .hasMessageContaining("mounts")
        .hasMessageContaining("absolute path without '..'");
    assertThatThrownBy(
            () -> RecordJson.read(ServerSpec.class, line.replace("\"full\"", "\"../full\"")))
        .hasMessageContaining("not a server name");
    assertThatThrownBy(
            () -> RecordJson.read(ServerSpec.class, line.replace("\"data\"", "\"../data\"")))
        .hasMessageContaining("volume");
  }
}
