package dev.mcpcentral.hub.engine;

import java.nio.file.Path;
import java.time.InstantSource;

/** A process of its own that starts a server and waits to be killed: {@code <home> <program>}. */
final class HubToBeKilled {
  private HubToBeKilled() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    ServerLogs logs = new ServerLogs(home.resolve("logs"), InstantSource.system());
    Engine engine = ProcessEngine.create(ProcessEngineBubblewrapTest.settings(home), logs);
    Instance instance =
        engine.start(
            TestSpec.shell("echo up; sleep 1000 & sleep 1000")
                .launch(new Workload.Folder(Path.of(args[1]))));
    DockerFixture.reader(instance).readLine();
    System.out.println("server runs");
    Thread.sleep(Long.MAX_VALUE);
  }
}
