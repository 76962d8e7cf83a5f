package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random files in every style a person may use, and random edits: comments stay, other servers stay
 * byte for byte. A failure names the seed.
 */
class EditFuzzTest {
  private static final int ROUNDS = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void editsKeepEverythingElse(long seed) throws IOException {
    Random random = new Random(seed);
    ConfigurationFile file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
    for (int round = 0; round < ROUNDS; round++) {
      GeneratedFile generated = GeneratedFile.generate(random);
      String hint = "seed " + seed + " round " + round + ":\n" + generated.text();
      Files.writeString(file.path(), generated.text());
      edit(file, generated, random, hint);
    }
  }

  private static void edit(
      ConfigurationFile file, GeneratedFile generated, Random random, String hint)
      throws IOException {
    List<String> names = new ArrayList<>(generated.servers().keySet());
    int choice = names.isEmpty() ? 0 : random.nextInt(3);
    String chosen = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
    Configuration before = file.read();
    Configuration after;
    if (choice == 0) {
      ServerName added = new ServerName("added");
      ServerSpec spec =
          file.parseServer(
              added, "{source: npm:added, args: ['" + GeneratedFile.junk(random) + "']}");
      after = file.addServer(spec);
      assertThat(after.servers()).as(hint).containsEntry(added, spec);
      chosen = "";
    } else if (choice == 1) {
      after = file.removeServer(new ServerName(chosen));
      assertThat(after.servers()).as(hint).hasSize(before.servers().size() - 1);
    } else {
      Source pinned = Source.parse("npm:pinned@9.9.9", Path.of("/"));
      after = file.setSource(new ServerName(chosen), pinned);
      assertThat(after.servers().values()).as(hint).extracting(ServerSpec::source).contains(pinned);
    }
    String text = Files.readString(file.path());
    assertThat(file.parse(text)).as(hint).isEqualTo(after);
    String removed = choice == 1 ? generated.servers().getOrDefault(chosen, "") : "";
    assertThat(comments(text)).as(hint).containsAll(without(comments(generated.text()), removed));
    for (Map.Entry<String, String> server : generated.servers().entrySet()) {
      if (!server.getKey().equals(chosen)) {
        assertThat(text).as(hint).contains(server.getValue().stripTrailing());
      }
    }
  }

  private static List<String> comments(String text) {
    return text.lines().filter(line -> line.strip().startsWith("#")).toList();
  }

  private static List<String> without(List<String> comments, String removed) {
    return comments.stream().filter(comment -> !removed.contains(comment.strip())).toList();
  }
}
