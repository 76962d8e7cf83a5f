package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.Safeguards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sandbox by bubblewrap: the program's folder and the system's runtime read-only, a private
 * {@code /tmp}, and own process, IPC, host name and, unless the server may use it, network
 * namespaces. It ends with the hub, and everything in it ends with it.
 *
 * @param root whether the hub is root: bubblewrap then needs no user namespace, and the server is
 *     started as another user
 * @param path where programs are looked for, as in {@code PATH}
 * @param userHome a program below it brings its own installation folder along, never this folder
 */
record Bubblewrap(Path bwrap, boolean root, String path, Path userHome) implements Sandbox {
  private static final Limits LOW = Safeguards.of(RiskLevel.LOW).limits();
  private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** What language runtimes need of {@code /etc}; nothing of it names users or secrets. */
  private static final List<String> ETC =
      List.of(
          "/etc/alternatives",
          "/etc/ca-certificates",
          "/etc/ld.so.cache",
          "/etc/ld.so.conf",
          "/etc/ld.so.conf.d",
          "/etc/localtime",
          "/etc/pki",
          "/etc/ssl");

  private static final List<String> ETC_FOR_NETWORK =
      List.of("/etc/hosts", "/etc/nsswitch.conf", "/etc/resolv.conf");

  @Override
  public String description() {
    return "servers of low and medium risk run as processes sandboxed by " + bwrap;
  }

  @Override
  public Plan plan(Program program) {
    Path executable = executable(program);
    List<String> argv = new ArrayList<>(isolation(program.network()));
    argv.addAll(system(program.network(), program.limits()));
    installation(executable, program.folder())
        .ifPresent(folder -> bind(argv, "--ro-bind", folder, folder.toString()));
    bind(argv, "--ro-bind", program.folder(), program.folder().toString());
    for (Bind bind : program.binds()) {
      bind(argv, bind.readOnly() ? "--ro-bind" : "--bind", bind.source(), bind.target());
    }
    argv.addAll(List.of("--remount-ro", "/", "--chdir", program.folder().toString(), "--"));
    argv.addAll(privileges(program.user(), program.limits()));
    argv.add(executable.toString());
    argv.addAll(program.command().subList(1, program.command().size()));
    return new Plan(argv, environment(program, executable), Path.of("/"));
  }

  /** Why this machine does not let bubblewrap work; empty when it does. */
  Optional<String> trouble(ProcessStarter starter) {
    List<String> argv = new ArrayList<>(isolation(false));
    argv.addAll(system(false, LOW));
    argv.add("--");
    argv.addAll(privileges(RunAs.DEFAULT, LOW));
    argv.add("/bin/true");
    return ProcessProbe.trouble(starter, argv);
  }

  /** The arguments of setpriv that make somebody of root. */
  static List<String> become(RunAs user) {
    return List.of(
        "--reuid",
        "" + user.uid(),
        "--regid",
        "" + user.gid(),
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all");
  }

  private List<String> isolation(boolean network) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                bwrap.toString(),
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--hostname",
                "sandbox",
                "--cap-drop",
                "ALL"));
    if (!network) {
      argv.add("--unshare-net");
    }
    if (root) {
      // Just enough for setpriv, which gives these up too.
      argv.addAll(List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"));
      argv.addAll(List.of("--cap-add", "CAP_SETPCAP"));
    } else {
      argv.add("--unshare-user");
    }
    return argv;
  }

  private static List<String> system(boolean network, Limits limits) {
    List<String> argv = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
    for (String name : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")) {
      topLevel(argv, Path.of(name));
    }
    argv.addAll(List.of("--dir", "/etc"));
    ETC.forEach(file -> argv.addAll(List.of("--ro-bind-try", file, file)));
    if (network) {
      ETC_FOR_NETWORK.forEach(file -> argv.addAll(List.of("--ro-bind-try", real(file), file)));
    }
    argv.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--perms", "1777"));
    argv.addAll(List.of("--size", "" + limits.tmpBytes(), "--tmpfs", "/tmp"));
    return argv;
  }

  /** On most systems {@code /bin} is a link into {@code /usr}, on others a folder. */
  private static void topLevel(List<String> argv, Path folder) {
    try {
      if (Files.isSymbolicLink(folder)) {
        String target = Files.readSymbolicLink(folder).toString();
        argv.addAll(List.of("--symlink", target, folder.toString()));
      } else if (Files.isDirectory(folder)) {
        bind(argv, "--ro-bind", folder, folder.toString());
      }
    } catch (IOException e) {
      throw new EngineException("cannot read the link " + folder + ": " + e.getMessage(), e);
    }
  }

  /** {@code /etc/resolv.conf} is often a link to a place that the sandbox does not have. */
  private static String real(String file) {
    try {
      return Path.of(file).toRealPath().toString();
    } catch (IOException _) {
      return file;
    }
  }

  private List<String> privileges(RunAs user, Limits limits) {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/setpriv", "--no-new-privs"));
    if (root) {
      argv.addAll(become(user));
    }
    argv.addAll(List.of("--", "/usr/bin/prlimit", "--core=0:0"));
    argv.addAll(List.of("--nofile=" + limits.files() + ":" + limits.files(), "--"));
    return argv;
  }

  /** Names the folders above the target too: those that bwrap adds by itself are root's alone. */
  private static void bind(List<String> argv, String kind, Path source, String target) {
    Path above = Path.of(target).getParent();
    int depth = above == null ? 0 : above.getNameCount();
    for (int names = 1; above != null && names <= depth; names++) {
      argv.addAll(List.of("--dir", "/" + above.subpath(0, names)));
    }
    argv.addAll(List.of(kind, source.toString(), target));
  }

  private static Map<String, String> environment(Program program, Path executable) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", "/tmp");
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", executable.getParent() + ":" + SYSTEM_PATH);
    environment.putAll(program.environment());
    return environment;
  }

  private Path executable(Program program) {
    String name = program.command().getFirst();
    if (name.contains("/")) {
      return program.folder().resolve(name);
    }
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "/" : folder, name);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new EngineException("there is no program '" + name + "' on PATH: install it");
  }

  /** The folder to show so that a program installed outside the system's folders can run. */
  private Optional<Path> installation(Path executable, Path folder) {
    Path real;
    try {
      real = executable.toRealPath();
    } catch (IOException _) {
      throw new EngineException("there is no program " + executable + ": install it");
    }
    Path bin = Optional.ofNullable(real.getParent()).orElse(Path.of("/usr"));
    if (bin.startsWith("/usr") || bin.startsWith(folder)) {
      return Optional.empty();
    }
    Path prefix = bin.endsWith("bin") && bin.getParent() != null ? bin.getParent() : bin;
    boolean tooMuch = userHome.startsWith(prefix) || prefix.getNameCount() < 2;
    return Optional.of(tooMuch ? bin : prefix);
  }
}
