package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * {@code mcp-central.yaml}: the one place of what the operator declared. Reads it, and edits it so
 * that comments, order and every other character stay.
 *
 * <p>All methods throw {@link ConfigurationException}, whose message is for people. An edit is
 * verified by reading its result before anything is written: the file changes as intended or not at
 * all. Safe for concurrent use; an edit by another program between reading and writing is noticed
 * and refused.
 */
public final class ConfigurationFile {
  /** The name that is looked for when the operator gives none. */
  public static final String DEFAULT_NAME = "mcp-central.yaml";

  private final Path path;
  private final String name;
  private final HostPaths paths;
  private final FileText fileText;
  private final ReentrantLock edits = new ReentrantLock();

  /**
   * @param path the file, which need not exist yet; relative paths in it start at its folder
   * @param offLimits places on this machine that no server may see, such as the hub's own state and
   *     the engine's socket; the usual ones are always refused
   */
  public ConfigurationFile(Path path, Set<Path> offLimits) {
    this(path, Optional.empty(), offLimits);
  }

  /**
   * @param workspace {@code WORKSPACE_ROOT}: where relative sources of mounts start instead
   */
  public ConfigurationFile(Path path, Optional<Path> workspace, Set<Path> offLimits) {
    this.path = path.toAbsolutePath().normalize();
    this.name = String.valueOf(this.path.getFileName());
    Path folder = this.path.getParent();
    this.paths = new HostPaths(folder == null ? this.path : folder, workspace, offLimits);
    this.fileText = new FileText(this.path, name);
  }

  public Path path() {
    return path;
  }

  /** Reads the file as it is now. */
  public Configuration read() {
    return parse(fileText.read());
  }

  /** Reads {@code text} as if it stood in this file. */
  public Configuration parse(String text) {
    Problems problems = new Problems(name);
    Optional<Node> root = YamlNodes.compose(withoutMark(text), problems);
    Configuration configuration =
        new ConfigurationReader(paths, problems).read(root.orElseGet(YamlNodes::empty));
    problems.throwIfAny();
    return configuration;
  }

  /**
   * Reads one server in the form it has in the file, in YAML or JSON, for example {@code {"source":
   * "npm:@modelcontextprotocol/server-memory"}}. The same rules hold as in the file.
   */
  public ServerSpec parseServer(ServerName server, String text) {
    Problems problems = new Problems("server '" + server + "'");
    Node node = YamlNodes.compose(withoutMark(text), problems).orElseGet(YamlNodes::empty);
    Optional<ServerSpec> spec = new ServerReader(paths, problems).read(server.value(), node, node);
    problems.throwIfAny();
    return spec.orElseThrow();
  }

  /** Writes the starter file, unless there is a file already. Returns whether it was written. */
  public boolean createStarter() {
    return fileText.create(StarterFile.TEXT);
  }

  /** The commented file that a first {@code up} writes. */
  public static String starter() {
    return StarterFile.TEXT;
  }

  /** Declares a server after the others. The name must be free. */
  public Configuration addServer(ServerSpec spec) {
    return edit(adding(spec));
  }

  /** Declares servers after the others: all of them, or none. */
  public Configuration addServers(List<ServerSpec> specs) {
    return specs.stream()
        .map(this::adding)
        .reduce(this::both)
        .map(this::edit)
        .orElseGet(this::read);
  }

  /**
   * Throws what {@link #addServers} would throw, and writes nothing; without a file all is well.
   */
  public void checkAdditions(List<ServerSpec> specs) {
    if (Files.exists(path)) {
      fileText.checkWritable();
      specs.stream()
          .map(this::adding)
          .reduce(this::both)
          .ifPresent(all -> result(fileText.read(), all));
    }
  }

  private Edit both(Edit first, Edit second) {
    return new Edit(
        edit -> second.change().apply(new TextEdit(name, first.change().apply(edit))),
        before -> second.intent().apply(first.intent().apply(before)));
  }

  /** Throws what {@link #addServer} would throw, and writes nothing. */
  public void checkAddition(ServerSpec spec) {
    fileText.checkWritable();
    result(fileText.read(), adding(spec));
  }

  /** Takes a server out. The comments above its name stay. */
  public Configuration removeServer(ServerName server) {
    return edit(
        Edit.ofServers(edit -> edit.remove(server.value()), servers -> without(servers, server)));
  }

  /** Changes where a server comes from, for example to pin a version. */
  public Configuration setSource(ServerName server, Source source) {
    String written = new ServerText(paths).source(source);
    return edit(changing(server, "source", written, spec -> spec.withSource(source)));
  }

  /**
   * Makes a declared server what {@code after} says. Keys that stay as they are keep their lines
   * and comments; where a key with lines of its own changes, the server is written anew.
   */
  public Configuration change(ServerSpec after) {
    return edit(changeTo(after));
  }

  /** Throws what {@link #change} would throw, and writes nothing. */
  public void checkChange(ServerSpec after) {
    fileText.checkWritable();
    result(fileText.read(), changeTo(after));
  }

  private Edit changeTo(ServerSpec after) {
    ServerSpec before = read().servers().get(after.name());
    if (before == null) {
      throw refusal("there is no server '" + after.name() + "'");
    }
    return ServerChange.of(new ServerText(paths), before, after);
  }

  /** Lets a declared server be called, or keeps it from being called. */
  public Configuration setEnabled(ServerName server, boolean enabled) {
    return edit(enabling(server, enabled));
  }

  /** Lets a declared server be called and adds a waiver for it, both or neither. */
  public Configuration enable(ServerName server, Waiver waiver) {
    return edit(enabling(server, true).then(adding(waiver), name));
  }

  private static Edit enabling(ServerName server, boolean enabled) {
    return changing(
        server,
        "enabled",
        enabled ? "" : "false",
        spec -> {
          Oversight now = spec.oversight();
          return spec.withOversight(new Oversight(now.risk(), now.reviewed(), enabled));
        });
  }

  /** Notes that somebody has looked at a server, and at which level it is. */
  public Configuration setReviewed(ServerName server, RiskLevel risk) {
    Edit reviewed =
        changing(
            server,
            "review",
            "",
            spec -> spec.withOversight(new Oversight(risk, true, spec.oversight().enabled())));
    String written = risk == ServerSpec.DEFAULT_RISK ? "" : Section.word(risk);
    return edit(
        new Edit(
            edit ->
                new TextEdit(name, reviewed.change().apply(edit))
                    .set(server.value(), "risk", written),
            reviewed.intent()));
  }

  /** Lists what a server may reach, in place of what was declared before. */
  public Configuration setEgress(ServerName server, List<Egress> egress) {
    return edit(
        changing(server, "egress", ServerText.egress(egress), spec -> spec.withEgress(egress)));
  }

  /**
   * Notes that somebody has looked at {@code spec}, and at which level it is. One that was
   * discovered, and is declared nowhere yet, is declared by that.
   */
  public Configuration review(ServerSpec spec, RiskLevel risk) {
    return read().servers().containsKey(spec.name())
        ? setReviewed(spec.name(), risk)
        : addServer(spec.withOversight(new Oversight(risk, true, spec.oversight().enabled())));
  }

  /** Adds a waiver after the others. */
  public Configuration addWaiver(Waiver waiver) {
    return edit(adding(waiver));
  }

  private static Edit adding(Waiver waiver) {
    return new Edit(
        edit -> edit.addItem("waivers", WaiverReader.line(waiver)),
        before -> {
          List<Waiver> waivers = new ArrayList<>(before.waivers());
          waivers.add(waiver);
          return before.withWaivers(waivers);
        });
  }

  private static Edit changing(
      ServerName server, String key, String written, UnaryOperator<ServerSpec> change) {
    return Edit.ofServers(
        edit -> edit.set(server.value(), key, written),
        servers -> {
          servers.computeIfPresent(server, (_, spec) -> change.apply(spec));
          return servers;
        });
  }

  private Edit adding(ServerSpec spec) {
    return Edit.ofServers(
        edit -> edit.add(spec.name().value(), lines(spec, edit.step())),
        servers -> {
          if (servers.putIfAbsent(spec.name(), spec) != null) {
            throw refusal("there is a server '" + spec.name() + "' already");
          }
          return servers;
        });
  }

  /** The server's lines, which hold to the rules of the file: a spec may come from elsewhere. */
  private List<String> lines(ServerSpec spec, String step) {
    List<String> lines = new ServerText(paths).lines(spec, step);
    if (!parseServer(spec.name(), String.join("\n", lines)).equals(spec)) {
      throw refusal("server '" + spec.name() + "' cannot be written as it is declared");
    }
    return lines;
  }

  private static SequencedMap<ServerName, ServerSpec> without(
      SequencedMap<ServerName, ServerSpec> servers, ServerName server) {
    servers.remove(server);
    return servers;
  }

  private Configuration edit(Edit edit) {
    edits.lock();
    try {
      fileText.checkWritable();
      String before = fileText.read();
      Result result = result(before, edit);
      fileText.replace(before, result.text());
      return result.configuration();
    } finally {
      edits.unlock();
    }
  }

  /** The text after the edit; refused unless it reads as exactly the intended configuration. */
  private Result result(String text, Edit edit) {
    Configuration before = parse(text);
    Configuration intended = edit.intent().apply(before);
    String mark = text.substring(0, text.length() - withoutMark(text).length());
    String edited = mark + edit.change().apply(new TextEdit(name, withoutMark(text)));
    if (!reads(edited, intended)) {
      throw refusal(
          "this file is written in a way that commands cannot edit, nothing was changed: edit it by hand");
    }
    return new Result(edited, intended);
  }

  private boolean reads(String text, Configuration intended) {
    try {
      return parse(text).equals(intended);
    } catch (ConfigurationException _) {
      return false;
    }
  }

  private ConfigurationException refusal(String message) {
    return new ConfigurationException(name, message);
  }

  /** Some editors start a file with a byte order mark, which is not part of the document. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** A change of text, and what it is meant to do. */
  record Edit(Function<TextEdit, String> change, UnaryOperator<Configuration> intent) {
    static Edit ofServers(
        Function<TextEdit, String> change,
        UnaryOperator<SequencedMap<ServerName, ServerSpec>> intent) {
      return new Edit(
          change,
          before -> before.withServers(intent.apply(new LinkedHashMap<>(before.servers()))));
    }

    /** This edit and then another, as one. */
    Edit then(Edit next, String name) {
      return new Edit(
          edit -> next.change().apply(new TextEdit(name, change.apply(edit))),
          before -> next.intent().apply(intent.apply(before)));
    }
  }

  private record Result(String text, Configuration configuration) {}
}
