package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.LogAccess;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.LogFollower;
import dev.mcpcentral.hub.engine.ServerLogs;
import java.time.Duration;
import java.util.Optional;

/** Servers' logs, as the admin API reads them. */
record OperatorLogs(ServerLogs logs) implements LogAccess {
  @Override
  public Lines open(ServerName server, int lines) {
    LogFollower follower = logs.follow(server, lines);
    return new Lines() {
      @Override
      public Optional<String> next(Duration patience) throws InterruptedException {
        return follower.next(patience);
      }

      @Override
      public void close() {
        follower.close();
      }
    };
  }
}
