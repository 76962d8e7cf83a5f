package dev.mcpcentral.hub.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * No sandbox, allowed by the operator: a plain process without the hub's variables. Only what the
 * kernel gives to everybody is used: it ends with the hub, gains no rights, and is never root.
 */
record Bare(boolean root) implements Sandbox {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @Override
  public String description() {
    return "servers run as plain processes without a sandbox, as --allow-unsandboxed asks";
  }

  @Override
  public Plan plan(Program program) {
    List<String> argv = new ArrayList<>(privileges(program.user()));
    program.command().forEach(word -> argv.add(translated(word, program)));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", program.scratch().toString());
    program.environment().forEach((k, v) -> environment.put(k, translated(v, program)));
    return new Plan(argv, environment, program.folder());
  }

  private List<String> privileges(RunAs user) {
    if (!Files.isExecutable(SETPRIV)) {
      if (root) {
        throw new EngineException(
            "the hub runs as root and there is no setpriv to start servers as somebody else: install util-linux");
      }
      return List.of();
    }
    List<String> argv = new ArrayList<>(List.of(SETPRIV.toString(), "--no-new-privs"));
    if (root) {
      argv.addAll(Bubblewrap.become(user));
    }
    argv.addAll(List.of("--pdeathsig", "KILL", "--"));
    return argv;
  }

  /**
   * Nothing can be shown at another path, so words that begin with such a path get the real one.
   */
  private static String translated(String word, Program program) {
    for (Bind bind : program.binds()) {
      if (word.equals(bind.target()) || word.startsWith(bind.target() + "/")) {
        return bind.source() + word.substring(bind.target().length());
      }
    }
    return word;
  }
}
