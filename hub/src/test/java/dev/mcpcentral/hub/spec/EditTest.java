package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditTest {
  private static final ServerName NEW = new ServerName("new");

  @TempDir private Path temporary;
  private ConfigurationFile file = new ConfigurationFile(Path.of("/unset.yaml"), Set.of());

  @BeforeEach
  void place() throws IOException {
    file = new ConfigurationFile(temporary.toRealPath().resolve("mcp-central.yaml"), Set.of());
  }

  private String text() throws IOException {
    return Files.readString(file.path());
  }

  private void write(String text) throws IOException {
    Files.writeString(file.path(), text);
  }

  private ServerSpec server(String yaml) {
    return file.parseServer(NEW, yaml);
  }

  @Test
  void serverIsAddedAfterTheOthersInTheirStyle() throws IOException {
    write(
        """
        servers:
            one:   # first
                source: npm:one  # pinned later
                # env: {A: b}

            # two is next
            two: {source: npm:two}
            # three: {source: npm:three}

        # the end
        audit: {durability: async}
        """);
    file.addServer(server("{source: npm:x, args: [a, '8080', 'x: y'], env: {A: '\"'}}"));
    assertThat(text())
        .isEqualTo(
            """
            servers:
                one:   # first
                    source: npm:one  # pinned later
                    # env: {A: b}

                # two is next
                two: {source: npm:two}
                # three: {source: npm:three}

                new:
                    source: npm:x
                    args: [a, "8080", "x: y"]
                    env:
                        A: "\\""

            # the end
            audit: {durability: async}
            """);
  }

  @Test
  void firstServerIsAddedWhereverServersStand() throws IOException {
    String added = "  new:\n    source: npm:x\n";
    List<List<String>> cases =
        List.of(
            List.of("", "servers:\n" + added),
            List.of("# c", "# c\nservers:\n" + added),
            List.of("audit: {}\n", "audit: {}\nservers:\n" + added),
            List.of("servers:", "servers:\n" + added),
            List.of("servers:   # none\n# c\n", "servers:   # none\n" + added + "# c\n"),
            List.of("servers: {}\n", "servers:\n" + added),
            List.of(
                "servers: {}  # none\naudit: {}\n", "servers:  # none\n" + added + "audit: {}\n"),
            List.of("servers: {}\n...\n", "servers:\n" + added + "...\n"),
            List.of("servers: ~\n", "servers:\n" + added),
            List.of("\uFEFFservers: {}\n", "\uFEFFservers:\n" + added),
            List.of("# \uD83D\uDE80\nservers: {}\n", "# \uD83D\uDE80\nservers:\n" + added));
    for (List<String> example : cases) {
      write(example.getFirst());
      file.addServer(server("{source: npm:x}"));
      assertThat(text()).isEqualTo(example.getLast());
    }
  }

  @Test
  void lineBreaksOfWindowsStay() throws IOException {
    write("servers:\r\n  a: {source: npm:a}\r\n# c\r\n");
    file.addServer(server("{source: npm:x}"));
    assertThat(text())
        .isEqualTo("servers:\r\n  a: {source: npm:a}\r\n  new:\r\n    source: npm:x\r\n# c\r\n");
  }

  @Test
  void everyPartOfASpecSurvivesBeingWritten() throws IOException {
    write("");
    ServerSpec spec =
        server(
            """
            source: dir:./my server
            risk: high
            args: ["", "-v", "null", "a#b", "#", "\\u0007 \\u2028", "ünï", "1.0", "\\U0001F680", "a: b", "@x", "~"]
            env: {A: "multi\\nline", B: "'", C: "{x}", D: "\\\\", E: "true", F: "a,b"}
            mounts: [{source: "./a, b", target: /w, mode: rw}, {source: ., target: /all}]
            volumes: [{name: v, target: /v}]
            network: open
            port: 1
            path: /x
            limits: {memory: 65m, cpus: 0.25, pids: 17}
            era: legacy
            timeout: 1500ms
            """);
    Configuration configuration = file.addServer(spec);
    assertThat(configuration.servers().values()).containsExactly(spec);
    assertThat(file.read()).isEqualTo(configuration);
    assertThat(text()).contains("dir:./my server", "source: .,");
  }

  @Test
  void serverIsRemovedWithItsOwnLinesOnly() throws IOException {
    write(
        """
        servers:
          # about one
          one:
            source: npm:one
            # of one

            args: [x]  # also of one
            # also of one

          # about two
          two:
            source: npm:two
        # the end
        """);
    file.removeServer(new ServerName("one"));
    assertThat(text())
        .isEqualTo(
            """
            servers:
              # about one

              # about two
              two:
                source: npm:two
            # the end
            """);
    file.removeServer(new ServerName("two"));
    assertThat(text()).isEqualTo("servers:\n  # about one\n\n  # about two\n# the end\n");
    assertThat(file.read().servers()).isEmpty();
  }

  @Test
  void sourceIsReplacedInPlace() throws IOException {
    write(
        "servers:\n  a:\n    risk: low\n    source: \"npm:a\"   # newest\n  b: {source: npm:b, risk: low}\n");
    file.setSource(new ServerName("a"), Source.parse("npm:a@1.2.3", Path.of("/")));
    file.setSource(new ServerName("b"), Source.parse("npm:@s/b@2.0.0", Path.of("/")));
    assertThat(text())
        .isEqualTo(
            "servers:\n  a:\n    risk: low\n    source: npm:a@1.2.3   # newest\n  b: {source: npm:@s/b@2.0.0, risk: low}\n");
  }

  @Test
  void decisionsAreWrittenOnALineOfTheirOwn() throws IOException {
    write("servers:\n  a:\n    source: npm:a   # why\n    env: {A: b}\n  b: {source: npm:b}\n");
    ServerName a = new ServerName("a");
    file.setEnabled(a, false);
    assertThat(text())
        .isEqualTo(
            "servers:\n  a:\n    source: npm:a   # why\n    enabled: false\n    env: {A: b}\n  b: {source: npm:b}\n");
    file.setEnabled(a, true);
    file.setReviewed(a, RiskLevel.LOW);
    assertThat(text())
        .isEqualTo(
            "servers:\n  a:\n    source: npm:a   # why\n    risk: low\n    env: {A: b}\n  b: {source: npm:b}\n");
    assertThatThrownBy(() -> file.setEnabled(new ServerName("b"), false))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aListTakesThePlaceOfLearning() throws IOException {
    write("servers:\n  a:\n    source: npm:a\n    egress: learn   # for a week\n    risk: low\n");
    file.setEgress(
        new ServerName("a"),
        java.util.List.of(new Egress("api.example.com", 443), new Egress("2606:4700::1", 80)));
    assertThat(text())
        .startsWith("servers:\n  a:\n    source: npm:a\n")
        .contains("egress: [api.example.com:443, \"[2606:4700::1]:80\"]")
        .contains("risk: low");
    assertThat(file.read().servers().get(new ServerName("a")))
        .extracting(spec -> spec == null ? null : spec.reach().learning())
        .isEqualTo(false);
  }

  @Test
  void reviewTakesTheMarkAway() throws IOException {
    write("servers:\n  a:\n    source: npm:a\n    review: pending\n    risk: low\n");
    file.setReviewed(new ServerName("a"), RiskLevel.MEDIUM);
    assertThat(text()).isEqualTo("servers:\n  a:\n    source: npm:a\n");
  }

  @Test
  void reviewDeclaresWhatWasDiscovered() throws IOException {
    write("servers: {}\n");
    ServerSpec found =
        ServerSpec.of(new ServerName("web"), new Source.Container("web-1"))
            .withOversight(new Oversight(RiskLevel.MEDIUM, false, true))
            .withHttp(java.util.OptionalInt.of(80), "/x");
    ServerSpec declared = file.review(found, RiskLevel.HIGH).servers().get(found.name());
    assertThat(declared).isEqualTo(found.withOversight(Oversight.of(RiskLevel.HIGH)));
    file.review(found, RiskLevel.MEDIUM);
    assertThat(text()).contains("source: container:web-1", "port: 80").doesNotContain("risk");
  }

  @Test
  void waiversAreAddedAfterTheOthers() throws IOException {
    write("servers: {}\n");
    Waiver first = new Waiver(NEW, "root", "needs: it", LocalDate.of(2027, 1, 31));
    Waiver second = new Waiver(NEW, "CVE-2026-1", "not reached", LocalDate.of(2027, 2, 1));
    file.addWaiver(first);
    assertThat(file.addWaiver(second).waivers()).containsExactly(first, second);
    assertThat(text()).contains("waivers:\n  - {server: ").contains("\n  - {server: ");
  }

  @Test
  void enablingWithAWaiverIsOneEdit() throws IOException {
    write("servers:\n  a:\n    source: npm:a\n    enabled: false\n");
    ServerName a = new ServerName("a");
    Waiver waiver = new Waiver(a, "runtime", "a lab", LocalDate.of(2027, 1, 31));
    Configuration after = file.enable(a, waiver);
    assertThat(after.servers().firstEntry().getValue().oversight().enabled()).isTrue();
    assertThat(after.waivers()).containsExactly(waiver);
    assertThat(text())
        .isEqualTo(
            "servers:\n  a:\n    source: npm:a\nwaivers:\n  - {server: a, finding: runtime, reason: \"a lab\", expires: 2027-01-31}\n");
  }

  @Test
  void neitherIsWrittenWhenOneCannotBe() throws IOException {
    String flow = "servers:\n  a:\n    source: npm:a\n    enabled: false\nwaivers: []\n";
    write(flow);
    ServerName a = new ServerName("a");
    Waiver waiver = new Waiver(a, "runtime", "a lab", LocalDate.of(2027, 1, 31));
    assertThatThrownBy(() -> file.enable(a, waiver)).isInstanceOf(ConfigurationException.class);
    assertThat(text()).isEqualTo(flow);
  }

  @Test
  void filesThatCannotBeEditedSafelyStayAsTheyAre() throws IOException {
    for (String odd :
        List.of(
            "{servers: {}}\n",
            "servers: {a: {source: npm:a}}\n",
            "servers: { # why\n}\n",
            "servers:\n  {}\n",
            "audit: {}\n...\n")) {
      write(odd);
      assertThatThrownBy(() -> file.addServer(server("{source: npm:x}")))
          .as(odd)
          .isInstanceOf(ConfigurationException.class);
      assertThat(text()).isEqualTo(odd);
    }
  }

  @Test
  void editThatWouldChangeAnotherServerIsRefused() throws IOException {
    String shared = "servers:\n  a:\n    source: &s npm:a\n  b:\n    source: *s\n";
    write(shared);
    assertThatThrownBy(() -> file.removeServer(new ServerName("a")))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () -> file.setSource(new ServerName("b"), Source.parse("npm:c", Path.of("/"))))
        .hasMessageContaining("edit it by hand");
    assertThat(text()).isEqualTo(shared);
  }

  @Test
  void serverThatTheFileWouldRefuseIsNotAdded() throws IOException {
    write("servers: {}\n");
    ServerSpec plain = server("{source: npm:x}");
    ServerSpec hostile =
        new ServerSpec(
            NEW,
            plain.source(),
            plain.packages(),
            plain.oversight(),
            plain.args(),
            plain.env(),
            List.of(new Mount(Path.of("/proc"), "/x", true)),
            plain.volumes(),
            plain.reach(),
            plain.port(),
            plain.httpPath(),
            plain.limits(),
            plain.era(),
            plain.callTimeout(),
            plain.life(),
            plain.secrets());
    assertThatThrownBy(() -> file.addServer(hostile))
        .hasMessageContaining("source must not contain or be in /proc");
    assertThat(text()).isEqualTo("servers: {}\n");
  }

  @Test
  void takenNameAndUnknownNameAreRefused() throws IOException {
    write("servers:\n  new: {source: npm:a}\n");
    assertThatThrownBy(() -> file.addServer(server("{source: npm:x}")))
        .hasMessageContaining("there is a server 'new' already");
    assertThatThrownBy(() -> file.checkAddition(server("{source: npm:x}")))
        .hasMessageContaining("there is a server 'new' already");
    assertThatThrownBy(() -> file.removeServer(new ServerName("old")))
        .hasMessageContaining("'old'");
  }

  @Test
  void invalidFileIsNotEdited() throws IOException {
    write("servers: {a: {source: npm:a, mount: 1}}\n");
    assertThatThrownBy(() -> file.addServer(server("{source: npm:x}")))
        .hasMessageContaining("did you mean 'mounts'");
  }

  @Test
  void readOnlyFileRefusesEdits() throws IOException {
    write("servers: {}\n");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> file.addServer(server("{source: npm:x}")))
        .hasMessageContaining("read-only");
    assertThat(text()).isEqualTo("servers: {}\n");
  }

  @Test
  void modeAndLinkStay() throws IOException {
    Path real = temporary.toRealPath().resolve("real.yaml");
    Files.writeString(real, "servers: {}\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(file.path(), real);
    file.addServer(server("{source: npm:x}"));
    assertThat(file.path()).isSymbolicLink();
    assertThat(Files.readString(real)).contains("npm:x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    try (var files = Files.list(temporary)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("real.yaml", "mcp-central.yaml");
    }
  }

  @Test
  void changeBySomebodyElseInBetweenIsNoticed() throws IOException {
    write("# theirs\n");
    FileText fileText = new FileText(file.path(), "mcp-central.yaml");
    assertThatThrownBy(() -> fileText.replace("# mine\n", "# edited\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("changed by somebody else");
    assertThat(text()).isEqualTo("# theirs\n");
  }
}
