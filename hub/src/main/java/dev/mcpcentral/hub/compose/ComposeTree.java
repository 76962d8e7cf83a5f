package dev.mcpcentral.hub.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Other people's compose files as maps, lists and strings. Anchors, aliases and merge keys are
 * followed, with a bound on what they amount to; no tag makes an object.
 */
final class ComposeTree {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_ALIASES = 1000;
  private static final int MOST_NODES = 50_000;
  private static final int MOST_DEPTH = 32;
  private static final String MERGE = "<<";

  private int nodes;

  private ComposeTree() {}

  /**
   * The file's mapping.
   *
   * @throws ComposeException when it is not YAML, no mapping, or beyond a bound; what the file says
   *     is not repeated
   */
  static SequencedMap<String, Object> read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new ComposeException("the compose file is longer than 1 MiB");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowRecursiveKeys(false)
            .build();
    try {
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new ComposeException("the compose file is empty"));
      if (root instanceof MappingNode mapping) {
        return new ComposeTree().map(mapping, 0);
      }
      throw new ComposeException("a compose file is a mapping with 'services'");
    } catch (MarkedYamlEngineException e) {
      throw new ComposeException(
          "the compose file is not valid YAML%s: %s"
              .formatted(
                  e.getProblemMark().map(mark -> " (line " + (mark.getLine() + 1) + ")").orElse(""),
                  e.getProblem()));
    } catch (YamlEngineException | StackOverflowError e) {
      throw new ComposeException("the compose file is not usable YAML");
    }
  }

  private Object value(Node node, int depth) {
    if (++nodes > MOST_NODES || depth > MOST_DEPTH) {
      throw new ComposeException(
          "the compose file amounts to too much: its aliases repeat or contain each other");
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, depth);
      case SequenceNode sequence -> list(sequence, depth);
      case ScalarNode scalar -> scalar.getValue();
      default -> throw new ComposeException("the compose file has a value of an unknown kind");
    };
  }

  private List<Object> list(SequenceNode sequence, int depth) {
    List<Object> items = new ArrayList<>();
    sequence.getValue().forEach(item -> items.add(value(item, depth + 1)));
    return items;
  }

  /** What is written in a mapping itself counts before what it merges in. */
  private SequencedMap<String, Object> map(MappingNode mapping, int depth) {
    SequencedMap<String, Object> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      Object value = value(tuple.getValueNode(), depth + 1);
      if (!key.equals(MERGE)) {
        entries.put(key, value);
      } else {
        merged(value).forEach(entries::putIfAbsent);
      }
    }
    return entries;
  }

  private static Map<String, Object> merged(Object value) {
    Map<String, Object> merged = new LinkedHashMap<>();
    List<?> sources = value instanceof List<?> list ? list : List.of(value);
    for (Object source : sources) {
      if (!(source instanceof Map<?, ?> map)) {
        throw new ComposeException("the compose file merges (<<) something that is no mapping");
      }
      map.forEach((key, inner) -> merged.putIfAbsent(String.valueOf(key), inner));
    }
    return merged;
  }

  private static String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ComposeException("the compose file has a key that is no plain word");
  }
}
