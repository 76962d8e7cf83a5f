package dev.mcpcentral.hub.spec;

import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML 1.2 text to nodes that know their place. Bounded, and without types of one's own. */
final class YamlNodes {
  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_ALIASES = 50;
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private YamlNodes() {}

  /**
   * The file's one document; empty for a file of comments only.
   *
   * @throws ConfigurationException when it is not YAML or exceeds a bound. The parser's own snippet
   *     of the text is left out: it could show a secret.
   */
  static Optional<Node> compose(String text, Problems problems) {
    if (text.length() > MAX_LENGTH) {
      problems.add(Optional.empty(), "longer than 1 MiB", Optional.empty());
      problems.throwIfAny();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_LENGTH)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowRecursiveKeys(false)
            .build();
    try {
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark().or(e::getContextMark),
          "not valid YAML: " + e.getProblem(),
          Optional.empty());
    } catch (YamlEngineException | StackOverflowError e) {
      problems.add(Optional.empty(), "not usable YAML: " + reason(e), Optional.empty());
    }
    problems.throwIfAny();
    return Optional.empty();
  }

  /** Stands for a document without content. */
  static Node empty() {
    return new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
  }

  private static String reason(Throwable e) {
    return e instanceof StackOverflowError
        ? "nested too deeply"
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Whether the node has no value: {@code servers:} alone, {@code null} or {@code ~}. */
  static boolean isEmpty(Node node) {
    boolean tilde =
        node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals("~");
    return tilde || node.getTag().equals(Tag.NULL);
  }

  static boolean hasCustomTag(Node node) {
    return !PLAIN_TAGS.contains(node.getTag());
  }

  /** What a person calls this kind of value. */
  static String kind(Node node) {
    if (hasCustomTag(node)) {
      return "a value with a tag";
    }
    return switch (node) {
      case MappingNode _ -> "a mapping";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when isEmpty(scalar) -> "nothing";
      case ScalarNode _ -> "a single value";
      default -> "something else";
    };
  }
}
