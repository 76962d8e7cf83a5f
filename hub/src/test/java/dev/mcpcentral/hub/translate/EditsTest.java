package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditsTest {
  private static final String[] VALUES = {"1e999", "\"},\\\"{\"", "[ 1,2 ]", "{\"a\":[]}", "null"};
  private static final String[] SPACES = {"", " ", "\n\t", "  "};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\":1} | {}",
        "{ \"x\" : 1 } | { }",
        "{\"x\":1, \"a\":2} | {\"a\":2}",
        "{ \"a\":2 , \"x\":1 } | { \"a\":2 }",
        "{\"a\":2,\"x\":1,\"b\":3} | {\"a\":2,\"b\":3}",
        "{\"x\":1,\"y\":[],\"b\":3,\"z\":{}} | {\"b\":3}",
        "{\"x\":1,\"y\":[],\"z\":{}} | {}",
        "{\"a\":{\"x\":1}} | {\"a\":{\"x\":1}}",
        "{\"\\u0078\":1,\"a\":2} | {\"a\":2}",
      })
  void membersAreDroppedWithOneComma(String json, String expected) throws Exception {
    assertThat(drop(json, Set.of("x", "y", "z"))).isEqualTo(expected.strip());
  }

  @Test
  void nothingToDropGivesTheSameInstance() throws Exception {
    Slice same = Slice.of("{ \"a\":1 }");
    Edits edits = new Edits();
    edits.drop(Node.of(same, Shape.TOP), Set.of("x"));
    assertThat(edits.applyTo(same)).isSameAs(same);
  }

  @Test
  void whateverIsDroppedTheOthersKeepTheirBytesAndOrder() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      List<String> kept = new ArrayList<>();
      Set<String> dropped = new HashSet<>();
      String json = generated(random, kept, dropped);
      String left = drop(json, dropped);
      List<String> members =
          Members.ofObject(Slice.of(left)).list().stream()
              .map(member -> member.name() + member.value().text())
              .toList();
      assertThat(members).as("round %d: %s", i, json).isEqualTo(kept);
    }
  }

  private static String generated(Random random, List<String> kept, Set<String> dropped) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String name = "n" + i;
      String value = pick(VALUES, random);
      if (random.nextBoolean()) {
        dropped.add(name);
      } else {
        kept.add(name + value);
      }
      String before = pick(SPACES, random) + "\"" + name + "\"" + pick(SPACES, random);
      members.add(before + ":" + pick(SPACES, random) + value + pick(SPACES, random));
    }
    return "{" + String.join(",", members) + pick(SPACES, random) + "}";
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }

  private static String drop(String json, Set<String> names) throws MalformedJsonException {
    Slice document = Slice.of(json);
    Edits edits = new Edits();
    edits.drop(Node.of(document, Shape.TOP), names);
    return edits.applyTo(document).text();
  }
}
