package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.ExposedPorts;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.Volumes;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real engine, a new installation in it, and an image made of this machine's static busybox.
 * Everything is removed at the end.
 */
public final class DockerFixture implements AutoCloseable {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final DockerAddress ADDRESS =
      DockerAddress.parse(
          System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));

  final String installation = HexFormat.of().toHexDigits(System.nanoTime());
  final List<Waiver> waivers = new CopyOnWriteArrayList<>();
  final Path home;
  final ServerLogs logs;
  final DockerEngine engine;
  final DockerApi api;
  private final List<String> images = new ArrayList<>();

  /** What the tests start instances with, and where its logs are: the engine here, or one to it. */
  private Engine used;

  private ServerLogs seen;
  private static @Nullable String image;

  public DockerFixture(Path home) throws IOException {
    DockerPing.Answer answer =
        switch (DockerPing.of(ADDRESS)) {
          case DockerPing.Answer found -> found;
          case DockerPing.Silence(String reason) ->
              throw new AssertionError(
                  "these tests need a Docker engine at %s (%s): run scripts/start-engine, or leave them out with -DexcludedGroups=docker"
                      .formatted(ADDRESS.host(), reason));
        };
    this.home = home;
    this.logs = new ServerLogs(home.resolve("logs"), InstantSource.system());
    this.engine = new DockerEngine(ADDRESS, answer, settings(installation, home, waivers), logs);
    this.api = new DockerApi(ADDRESS, answer.apiVersion(), Duration.ofSeconds(30));
    this.used = engine;
    this.seen = logs;
  }

  static EngineSettings settings(String installation, Path home, List<Waiver> waivers) {
    return new EngineSettings(
        installation, home, false, Map.of(), home, () -> waivers, InstantSource.system());
  }

  /** Another hub of the same installation, as after a {@code kill -9}. */
  public DockerEngine secondEngine() {
    return new DockerEngine(
        ADDRESS,
        (DockerPing.Answer) DockerPing.of(ADDRESS),
        settings(installation, home, waivers),
        logs);
  }

  /** From now on instances are started with {@code other}, whose log lines go to {@code its}. */
  public void use(Engine other, ServerLogs its) {
    used = other;
    seen = its;
  }

  public Engine used() {
    return used;
  }

  public ServerLogs seen() {
    return seen;
  }

  /** The engine itself. */
  public DockerEngine engine() {
    return engine;
  }

  public ServerLogs logs() {
    return logs;
  }

  public String address() {
    return ADDRESS.host();
  }

  public List<Waiver> waivers() {
    return waivers;
  }

  public String installation() {
    return installation;
  }

  public Workload busybox() {
    synchronized (DockerFixture.class) {
      if (image == null) {
        image = importImage();
      }
      return new Workload.Image(image);
    }
  }

  /** Imports an image with a shell and nothing else. */
  private String importImage() {
    try (DockerConnection connection = DockerConnection.open(ADDRESS, Duration.ofSeconds(5))) {
      byte[] root = rootFolder();
      String head =
          "POST %s/images/create?fromSrc=-&repo=mcp-central-test HTTP/1.0\r\nHost: docker\r\nContent-Type: application/x-tar\r\nContent-Length: %d\r\n\r\n"
              .formatted(api.pathPrefix(), root.length);
      connection.write(ByteBuffer.wrap(head.getBytes(UTF_8)));
      connection.write(ByteBuffer.wrap(root));
      connection.request("", Duration.ofSeconds(30));
      String answer = connection.body();
      Matcher id = Pattern.compile("sha256:[0-9a-f]{64}").matcher(answer);
      assertThat(id.find()).as(answer).isTrue();
      return id.group();
    } catch (IOException e) {
      throw new AssertionError("cannot import the test image", e);
    }
  }

  /** An image that wants to be root, a port, a shell as its entry point, and what is given here. */
  String image(List<String> labels, List<String> volumes) {
    Map<String, String> map = new LinkedHashMap<>();
    labels.forEach(label -> map.put(label.split("=", 2)[0], label.split("=", 2)[1]));
    String base = ((Workload.Image) busybox()).id();
    String made =
        api.call(
            "commit an image with labels",
            docker -> {
              String container = docker.createContainerCmd(base).withCmd("true").exec().getId();
              try {
                return commit(docker, container, map, volumes);
              } finally {
                docker.removeContainerCmd(container).exec();
              }
            });
    images.add(made);
    return made;
  }

  /** The image with a shell, and a program of this machine with the libraries that it needs. */
  String imageWith(Path program) throws Exception {
    byte[] files = withLibraries(program);
    String base = ((Workload.Image) busybox()).id();
    String made =
        api.call(
            "add " + program + " to an image",
            docker -> {
              String container = docker.createContainerCmd(base).withCmd("true").exec().getId();
              try {
                docker
                    .copyArchiveToContainerCmd(container)
                    .withRemotePath("/")
                    .withTarInputStream(new ByteArrayInputStream(files))
                    .exec();
                return docker.commitCmd(container).exec();
              } finally {
                docker.removeContainerCmd(container).exec();
              }
            });
    images.add(made);
    return made;
  }

  private static byte[] withLibraries(Path program) throws Exception {
    Matcher library =
        Pattern.compile("(/\\S+) \\(0x")
            .matcher(World.run(Path.of("/"), "ldd", program.toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, program, "bin/" + program.getFileName());
      while (library.find()) {
        Path file = Path.of(library.group(1));
        add(tar, file, file.toString().substring(1));
      }
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, Path file, String name) throws IOException {
    byte[] content = Files.readAllBytes(file);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(0755);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static String commit(
      DockerClient docker, String container, Map<String, String> labels, List<String> volumes) {
    return docker
        .commitCmd(container)
        .withLabels(labels)
        .withUser("0:0")
        .withEnv("FROM_IMAGE=yes")
        .withExposedPorts(new ExposedPorts(new ExposedPort(8080)))
        .withVolumes(new Volumes(volumes.stream().map(Volume::new).toArray(Volume[]::new)))
        .withCmd("sh", "-c", "cat")
        .exec();
  }

  public Instance start(TestSpec spec) {
    return used.start(spec.launch(busybox()));
  }

  /** Runs a line of shell in a container to its end, and answers what it printed. */
  public List<String> output(TestSpec spec) throws IOException {
    Instance instance = start(spec);
    try (instance;
        BufferedReader lines = reader(instance)) {
      return lines.readAllLines();
    }
  }

  public static BufferedReader reader(Instance instance) {
    return new BufferedReader(new InputStreamReader(stdio(instance).stdout(), UTF_8));
  }

  public static Wire.Stdio stdio(Instance instance) {
    return (Wire.Stdio) instance.wire();
  }

  public static Instance.Exit exit(Instance instance) throws Exception {
    return instance.exit().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  public List<String> containers() {
    return api
        .call(
            "list containers",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Labels.INSTALLATION, installation))
                    .exec())
        .stream()
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }

  /** Waits for something that another thread does, at most 10 s. */
  public static void eventually(String what, java.util.concurrent.Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("%s within 10 s", what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Somebody else's container: it answers what it is told, and has these labels. */
  public String foreign(Map<String, String> labels) {
    String image = ((Workload.Image) busybox()).id();
    return api.call(
        "start a container of somebody else's",
        docker -> {
          String id =
              docker
                  .createContainerCmd(image)
                  .withCmd("cat")
                  .withLabels(labels)
                  .withStdinOpen(true)
                  .exec()
                  .getId();
          docker.startContainerCmd(id).exec();
          return id;
        });
  }

  public void remove(String container) {
    api.remove(container);
  }

  public JsonNode inspected(String container) throws IOException {
    return JsonMapper.shared().readTree(raw("/containers/" + container + "/json"));
  }

  /** The engine's own answer, which docker-java has not touched. */
  String raw(String path) throws IOException {
    try (DockerConnection connection = DockerConnection.open(ADDRESS, Duration.ofSeconds(5))) {
      connection.request(
          "GET " + api.pathPrefix() + path + " HTTP/1.0\r\nHost: docker\r\n\r\n",
          Duration.ofSeconds(10));
      return connection.body();
    }
  }

  @Override
  public void close() {
    containers().forEach(api::remove);
    engine.sweep(java.util.Set.of());
    images.forEach(made ->
        api.run(
            "remove an image",
            docker -> docker.removeImageCmd(made).withForce(true).withNoPrune(true).exec()));
    api.run("remove test volumes", this::removeVolumes);
    engine.close();
    api.close();
    logs.close();
  }

  private void removeVolumes(DockerClient docker) {
    docker.listVolumesCmd().exec().getVolumes().stream()
        .map(com.github.dockerjava.api.command.InspectVolumeResponse::getName)
        .filter(name -> name.startsWith(new Naming(installation).prefix()))
        .forEach(name -> docker.removeVolumeCmd(name).exec());
    docker.listNetworksCmd().exec().stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .filter(name -> name.startsWith(new Naming(installation).prefix()))
        .forEach(name -> docker.removeNetworkCmd(name).exec());
  }

  private static byte[] rootFolder() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String folder : List.of("bin/", "tmp/", "etc/", "proc/", "sys/", "dev/")) {
        tar.putArchiveEntry(new TarArchiveEntry(folder));
        tar.closeArchiveEntry();
      }
      byte[] busybox = busyboxBytes();
      TarArchiveEntry program = new TarArchiveEntry("bin/busybox");
      program.setMode(0755);
      program.setSize(busybox.length);
      tar.putArchiveEntry(program);
      tar.write(busybox);
      tar.closeArchiveEntry();
      for (String applet : busyboxApplets()) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new AssertionError("cannot make the test image", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] busyboxBytes() throws IOException {
    if (!Files.isExecutable(BUSYBOX)) {
      throw new AssertionError("these tests need " + BUSYBOX + ": install busybox-static");
    }
    return Files.readAllBytes(BUSYBOX);
  }

  private static List<String> busyboxApplets() {
    return List.of(
        "sh", "cat", "id", "ls", "echo", "sleep", "touch", "head", "seq", "true", "dd", "tr", "env",
        "mount", "ip", "httpd", "kill", "yes", "grep", "stat", "wget", "awk", "tail", "nc",
        "timeout");
  }
}
