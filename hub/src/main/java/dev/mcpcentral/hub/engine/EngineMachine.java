package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.model.Info;
import dev.mcpcentral.hub.secret.SecretFolders.Reader;
import java.util.List;
import java.util.Objects;

/**
 * What matters of the machine that an engine runs on; asked once, because it does not change.
 *
 * @param processor in the engine's words, for example {@code amd64}
 * @param trueIds whether users of containers have the same numbers for the kernel
 */
record EngineMachine(String processor, boolean trueIds) {
  static EngineMachine of(DockerApi api) {
    return api.call(
        "say what machine it runs on",
        docker -> {
          String processor = docker.versionCmd().exec().getArch();
          return new EngineMachine(
              Objects.requireNonNullElse(processor, "unknown"), trueIds(docker.infoCmd().exec()));
        });
  }

  private static boolean trueIds(Info info) {
    return Objects.requireNonNullElse(info.getSecurityOptions(), List.<String>of()).stream()
        .noneMatch(
            option -> option.startsWith("name=userns") || option.startsWith("name=rootless"));
  }

  Reader reader(RunAs user) {
    return new Reader(user.uid(), user.gid(), trueIds);
  }
}
