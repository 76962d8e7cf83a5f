package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threats T1 and T12 of the threat model, where a spec takes text. */
class SecurityNegativeTest {
  @TempDir Path folder;
  private Path home;
  private ConfigurationFile file;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of(home));
  }

  private ServerSpec server(String keys) {
    return file.parse("servers: {a: {source: npm:x, " + keys + "}}")
        .servers()
        .firstEntry()
        .getValue();
  }

  private void refused(String yaml) {
    assertThatThrownBy(() -> file.parse(yaml)).as(yaml).isInstanceOf(ConfigurationException.class);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privileged: true",
        "cap_add: [ALL]",
        "security_opt: [seccomp=unconfined]",
        "devices: [/dev/kvm]",
        "user: root",
        "runtime: runc",
        "network_mode: host",
        "network: host",
        "pid: host",
        "host_config: {Privileged: true}",
        "entrypoint: [sh, -c]",
        "command: sh",
        "labels: {a: b}",
        "tmpfs: /x",
        "limits: {memory: -1}",
        "limits: {pids: 0}",
        "limits: {swap: 1g}",
        "grants: [root]"
      })
  void t1NothingRawReachesAContainer(String key) {
    refused("servers: {a: {source: npm:x, " + key + "}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/..",
        "/./",
        "../../../../../../../../../..",
        "/proc",
        "/proc/1/root",
        "/sys",
        "/dev",
        "/var/run/docker.sock",
        "/run/docker.sock",
        "/var/lib/docker",
        "/var/lib",
        "/var",
        "/run",
        "~",
        "~/x",
        ""
      })
  void t1NoMountShowsTheMachine(String source) {
    refused(
        "servers: {a: {source: npm:x, mounts: [{source: " + quoted(source) + ", target: /h}]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "h",
        "/h:rw",
        "/a,b",
        "/../h",
        "/a/../b",
        "/a//b",
        "/proc",
        "/proc/x",
        "/sys/x",
        "/dev/x",
        "--privileged",
        ""
      })
  void t1AndT12ATargetIsAPlainPath(String target) {
    refused(
        "servers: {a: {source: npm:x, mounts: [{source: ./w, target: " + quoted(target) + "}]}}");
    refused("servers: {a: {source: npm:x, volumes: [{name: v, target: " + quoted(target) + "}]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-x", "--privileged", "../x", "..", "a/b", "a%2fb", "$(id)", "A", "a b", "*"})
  void t1AndT12NamesAreNames(String name) {
    refused("servers: {" + quoted(name) + ": {source: npm:x}}");
    refused("profiles: {" + quoted(name) + ": {}}");
    if (!name.equals("a b")) {
      refused("servers: {a: {source: npm:x, packages: [" + quoted("-" + name) + "]}}");
    }
    refused(
        "servers: {a: {source: npm:x, volumes: [{name: " + quoted(name + "/") + ", target: /d}]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm:--registry=http://evil.example",
        "npm:-g",
        "npm:../x",
        "npm:x@$(id)",
        "npm:x@https://evil.example/x.tgz",
        "npm:%2e%2e/x",
        "pypi:--index-url",
        "pypi:x;id",
        "pypi:../x",
        "go:-toolexec=id",
        "go:../x",
        "go:example.com/../x",
        "image:--privileged",
        "image:x y",
        "image:$(id)",
        "image:../x",
        "url:javascript:alert(1)",
        "url:file:///etc/passwd",
        "url:http://evil.example/mcp",
        "url:https://evil.example/mcp\u0000",
        "javascript:alert(1)",
        "docker:x",
        ""
      })
  void t1AndT12SourcesAreNeitherOptionsNorScripts(String source) {
    refused("servers: {a: {source: \"" + source + "\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x:443",
        "a/b:443",
        "%2e%2e:443",
        "javascript:1",
        "$(id):443",
        "a:0",
        "a:70000",
        "-x:443",
        "a b:443",
        "http://a:443",
        "a@b:443",
        "[::1:443",
        "a:443/x"
      })
  void t12EgressIsAHostAndAPort(String address) {
    if (!address.equals("javascript:1")) {
      refused("servers: {a: {source: npm:x, egress: [" + quoted(address) + "]}}");
    } else {
      // A host may be called that; it is a name that is looked up, never opened.
      assertThat(server("egress: [" + address + "]").reach().egress().getFirst().host())
          .isEqualTo("javascript");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../x",
        "/a/../b",
        "mcp",
        "/%2e%2e/x",
        "/a b",
        "/$(id)",
        "//x\\y",
        "javascript:x"
      })
  void t12APathIsAPath(String path) {
    refused("servers: {a: {source: npm:x, port: 80, path: " + quoted(path) + "}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-B", "1A", "A B", "$(id)", "A=B", "../A"})
  void t12EnvironmentNamesAreNames(String name) {
    refused("servers: {a: {source: npm:x, env: {" + quoted(name) + ": x}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "$(id)", "-x", "a b", "%2e%2e", ""})
  void t12AFindingIsAnId(String finding) {
    refused(
        "waivers: [{server: a, finding: "
            + quoted(finding)
            + ", reason: because of it, expires: 2027-01-01}]");
  }

  @Test
  void t12ContainmentIsByPathNotByPrefix() throws IOException {
    for (String sibling : List.of("home-of-others", "homework", "home.bak")) {
      Path path = Files.createDirectory(folder.resolve(sibling));
      assertThat(mounted("./" + sibling)).isEqualTo(path.toRealPath());
    }
    refused("servers: {a: {source: npm:x, mounts: [{source: ./home, target: /h}]}}");
    refused("servers: {a: {source: npm:x, mounts: [{source: ./home/audit, target: /h}]}}");
    refused("servers: {a: {source: npm:x, mounts: [{source: ./homework/../home, target: /h}]}}");
    refused("servers: {a: {source: npm:x, mounts: [{source: ., target: /h}]}}");
  }

  @Test
  void t12LinksAreFollowedBeforeTheyAreJudged() throws IOException {
    Files.createSymbolicLink(folder.resolve("innocent"), home);
    Files.createSymbolicLink(folder.resolve("root"), Path.of("/"));
    refused("servers: {a: {source: npm:x, mounts: [{source: ./innocent, target: /h}]}}");
    refused("servers: {a: {source: npm:x, mounts: [{source: ./root, target: /h}]}}");
    refused("servers: {a: {source: npm:x, mounts: [{source: ./root/proc, target: /h}]}}");
  }

  @Test
  void t12EncodedDotsAreAFolderOfThatName() {
    assertThat(mounted("./%2e%2e/home")).isEqualTo(real(folder).resolve("%2e%2e/home"));
    assertThat(mounted("./$(id)")).isEqualTo(real(folder).resolve("$(id)"));
    assertThat(mounted("./javascript:x")).isEqualTo(real(folder).resolve("javascript:x"));
  }

  @Test
  void t1ArgumentsAndValuesStayAsTheyAre() {
    List<String> hostile = List.of("--privileged", "$(id)", "javascript:x", "../x", "%2e%2e", "-v");
    ServerSpec spec =
        server("args: ['" + String.join("', '", hostile) + "'], env: {X: '$(id) --privileged'}");
    assertThat(spec.args()).isEqualTo(hostile);
    assertThat(spec.env()).containsEntry("X", "$(id) --privileged");
  }

  private Path mounted(String source) {
    return server("mounts: [{source: " + quoted(source) + ", target: /h}]")
        .mounts()
        .getFirst()
        .source();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
