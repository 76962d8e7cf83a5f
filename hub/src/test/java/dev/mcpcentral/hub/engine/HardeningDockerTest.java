package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a container may do, as the engine itself reports it and as seen from inside. */
@Tag("docker")
@Timeout(60)
final class HardeningDockerTest {
  @TempDir Path home;
  @TempDir Path shared;
  DockerFixture docker;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
  }

  @AfterEach
  void close() {
    docker.close();
  }

  @Test
  void aServerHasNoRightsInsideEither() throws Exception {
    List<String> seen =
        docker.output(
            TestSpec.shell(
                "id -u; id -g; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status; touch /x || echo read-only;"
                    + " touch /tmp/x && echo scratch; echo 'echo ran' > /tmp/p; /bin/busybox chmod +x /tmp/p; /tmp/p || echo noexec; echo $HOME"));
    assertThat(seen)
        .containsExactly(
            "1001",
            "1001",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2",
            "read-only",
            "scratch",
            "noexec",
            "/tmp");
  }

  @Test
  void withoutANetworkThereIsOnlyLoopback() throws Exception {
    List<String> interfaces = docker.output(TestSpec.shell("ip -o link; ip route"));
    assertThat(interfaces).hasSize(1).first().asString().contains(": lo:");
  }

  @Test
  void aVolumeIsWritableAndOutlivesItsContainer() throws Exception {
    TestSpec write = TestSpec.shell("echo kept > /data/file && echo written");
    write.volumes.add(new Volume("data", "/data"));
    assertThat(docker.output(write)).containsExactly("written");
    TestSpec read = TestSpec.shell("cat /data/file; stat -c '%u:%g %a' /data");
    read.volumes.add(new Volume("data", "/data"));
    assertThat(docker.output(read)).containsExactly("kept", "1001:1001 700");
  }

  @Test
  void twoServersNeverShareAVolume() {
    Naming naming = new Naming("abcdefgh");
    TestSpec one = new TestSpec();
    one.name = "a-b";
    TestSpec other = new TestSpec();
    other.name = "a";
    assertThat(naming.volume(one.build().name(), new Volume("c", "/d")))
        .isNotEqualTo(naming.volume(other.build().name(), new Volume("b-c", "/d")));
  }

  @Test
  void aServerRunsAsTheOwnerOfTheFolderItMayWriteTo() throws Exception {
    Files.setAttribute(shared, "unix:uid", 4242);
    Files.setAttribute(shared, "unix:gid", 4343);
    TestSpec spec = TestSpec.shell("id -u; id -g; touch /shared/made && echo made");
    spec.mounts.add(new Mount(shared, "/shared", false));
    assertThat(docker.output(spec)).containsExactly("4242", "4343", "made");
    assertThat(Files.getAttribute(shared.resolve("made"), "unix:uid")).isEqualTo(4242);
  }

  @Test
  void aFolderOfRootsMakesNobodyRoot() throws Exception {
    Files.setAttribute(shared, "unix:uid", 0);
    TestSpec spec = TestSpec.shell("id -u; touch /shared/made || echo refused");
    spec.mounts.add(new Mount(shared, "/shared", false));
    assertThat(docker.output(spec)).containsExactly("1001", "refused");
  }

  @Test
  void theMachineIsNeverMounted() {
    assertThatThrownBy(() -> new Mount(Path.of("/"), "/h", true))
        .isInstanceOf(IllegalArgumentException.class);
    for (String source : List.of("/proc", "/sys/fs", "/dev", "/etc", "/var/run/docker.sock")) {
      TestSpec spec = new TestSpec();
      spec.mounts.add(new Mount(Path.of(source), "/h", true));
      assertThatThrownBy(() -> docker.start(spec))
          .as(source)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("may not mount " + source);
    }
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    TestSpec spec = new TestSpec();
    spec.args.addAll(List.of("-c", "for a in \"$@\"; do echo \"$a\"; done", "sh"));
    List<String> hostile = List.of("--privileged", "$(id)", "a b", "; rm -rf /", "`id`");
    spec.args.addAll(hostile);
    assertThat(docker.output(spec)).isEqualTo(hostile);
  }
}
