package dev.mcpcentral.hub.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a server spec as the lines that a person would write: defaults are left out. */
final class ServerText {
  /** What YAML 1.2 reads as a string without quotes, in block and in flow style. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z./][A-Za-z0-9./@_+:=-]*(?<!:)");

  private static final Pattern READ_AS_OTHER =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|\\.inf|\\.nan");

  private final HostPaths paths;

  ServerText(HostPaths paths) {
    this.paths = paths;
  }

  /** The lines below the server's name, the first level without indentation. */
  List<String> lines(ServerSpec spec, String step) {
    List<String> lines = new ArrayList<>();
    lines.add("source: " + source(spec.source()));
    addOversight(spec.oversight(), lines);
    if (!spec.packages().isEmpty()) {
      lines.add("packages: " + flow(spec.packages()));
    }
    addArgs(spec, lines);
    addStorage(spec, lines);
    if (!spec.env().isEmpty()) {
      lines.add("env:");
      spec.env().forEach((name, value) -> lines.add(step + name + ": " + scalar(value)));
    }
    addNetwork(spec, lines);
    addLimits(spec.limits(), lines);
    if (spec.era() != EraPin.AUTO) {
      lines.add("era: " + Section.word(spec.era()));
    }
    if (!spec.callTimeout().equals(ServerSpec.DEFAULT_TIMEOUT)) {
      lines.add("timeout: " + Sizes.time(spec.callTimeout()));
    }
    lines.addAll(LifeReader.lines(spec.life()));
    if (!spec.secrets().isEmpty()) {
      lines.add("secrets:");
      spec.secrets().forEach((name, where) -> lines.add(step + name + ": " + scalar(where.text())));
    }
    return lines;
  }

  String source(Source source) {
    return scalar(
        source instanceof Source.Directory(var path)
            ? "dir:" + paths.written(path)
            : source.text());
  }

  private static void addOversight(Oversight oversight, List<String> lines) {
    if (oversight.risk() != ServerSpec.DEFAULT_RISK) {
      lines.add("risk: " + Section.word(oversight.risk()));
    }
    if (!oversight.reviewed()) {
      lines.add("review: pending");
    }
    if (!oversight.enabled()) {
      lines.add("enabled: false");
    }
  }

  private void addArgs(ServerSpec spec, List<String> lines) {
    if (!spec.args().isEmpty()) {
      lines.add("args: " + flow(spec.args().stream().map(ServerText::scalar).toList()));
    }
  }

  private void addStorage(ServerSpec spec, List<String> lines) {
    if (!spec.mounts().isEmpty()) {
      lines.add("mounts: " + flow(spec.mounts().stream().map(this::mount).toList()));
    }
    if (!spec.volumes().isEmpty()) {
      lines.add("volumes: " + flow(spec.volumes().stream().map(ServerText::volume).toList()));
    }
  }

  /** The list alone, in one line. */
  static String egress(List<Egress> egress) {
    return flow(egress.stream().map(entry -> scalar(entry.toString())).toList());
  }

  private static void addNetwork(ServerSpec spec, List<String> lines) {
    if (spec.network() != Network.NONE) {
      lines.add("network: " + Section.word(spec.network()));
    }
    if (spec.reach().learning()) {
      lines.add("egress: " + Reach.LEARN);
    } else if (!spec.reach().egress().isEmpty()) {
      lines.add("egress: " + egress(spec.reach().egress()));
    }
    if (!spec.reach().grants().isEmpty()) {
      lines.add("grants: " + flow(spec.reach().grants().stream().map(Section::word).toList()));
    }
    if (spec.port().isPresent()) {
      lines.add("port: " + spec.port().getAsInt());
    }
    if (!spec.httpPath().equals(ServerSpec.DEFAULT_PATH)) {
      lines.add("path: " + scalar(spec.httpPath()));
    }
  }

  private static void addLimits(DeclaredLimits limits, List<String> lines) {
    List<String> set = new ArrayList<>();
    limits.memoryBytes().ifPresent(bytes -> set.add("memory: " + Sizes.bytes(bytes)));
    limits.cpus().ifPresent(cpus -> set.add("cpus: " + cpus));
    limits.pids().ifPresent(pids -> set.add("pids: " + pids));
    limits.files().ifPresent(files -> set.add("files: " + files));
    limits.tmpBytes().ifPresent(bytes -> set.add("tmp: " + Sizes.bytes(bytes)));
    if (!set.isEmpty()) {
      lines.add("limits: {" + String.join(", ", set) + "}");
    }
  }

  private String mount(Mount mount) {
    return ("{source: " + scalar(paths.writtenSource(mount.source())))
        + (", target: " + scalar(mount.target()))
        + (", mode: " + (mount.readOnly() ? "ro" : "rw") + "}");
  }

  private static String volume(Volume volume) {
    return "{name: " + scalar(volume.name()) + ", target: " + scalar(volume.target()) + "}";
  }

  private static String flow(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }

  /** Plain where that is safe beyond doubt, otherwise in double quotes with JSON's escapes. */
  static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !READ_AS_OTHER.matcher(text).matches();
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> appendCodePoint(out, c);
          }
        });
    return out.append('"').toString();
  }

  private static void appendCodePoint(StringBuilder out, int c) {
    boolean ordinary = (c >= ' ' && c < 0x7F) || Character.isLetterOrDigit(c);
    if (ordinary) {
      out.appendCodePoint(c);
    } else if (c > 0xFFFF) {
      out.append(String.format("\\U%08x", c));
    } else {
      out.append(String.format("\\u%04x", c));
    }
  }
}
