package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WatchesTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");

  private final List<String> told = new ArrayList<>();
  private final Watches watches =
      new Watches((server, uris) -> told.add(server + " " + new TreeSet<>(uris)));

  @Test
  void serverIsToldOfTheFirstWhoWatchesAndOfTheLastWhoLeaves() {
    watches.add(new Watch(FILES, "a:1", "mcp://files/a:1"));
    watches.add(new Watch(FILES, "a:1", "a:1"));
    watches.add(new Watch(FILES, "a:2", "a:2"));
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:2", "a:2"));
    watches.remove(new Watch(FILES, "a:1", "mcp://files/a:1"));
    assertThat(told).containsExactly("files [a:1]", "files [a:1, a:2]", "files [a:1]", "files []");
  }

  @Test
  void serversAreCountedApart() {
    watches.add(new Watch(FILES, "a:1", "a:1"));
    watches.add(new Watch(MEMORY, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    assertThat(told).containsExactly("files [a:1]", "memory [a:1]", "files []");
  }

  @Test
  void whoNeverWatchedCannotLeave() {
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    watches.add(new Watch(FILES, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:2", "a:2"));
    watches.remove(new Watch(MEMORY, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    assertThat(told).containsExactly("files [a:1]", "files []");
  }

  @Test
  void whoeverComesBackIsAFirstOneAgain() {
    watches.add(new Watch(FILES, "a:1", "a:1"));
    watches.remove(new Watch(FILES, "a:1", "a:1"));
    watches.add(new Watch(FILES, "a:1", "a:1"));
    assertThat(told).containsExactly("files [a:1]", "files []", "files [a:1]");
  }
}
