package dev.mcpcentral.hub.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One change to the file's text, made where the parsed nodes say, so that every other character
 * stays. Whether the result means what was intended is for the caller to verify by reading it.
 */
final class TextEdit {
  private static final String FLOW =
      "the servers are written in braces {…}, which edits by command do not understand: "
          + "put each server on lines of its own, or edit the file by hand";

  private final String text;
  private final String file;
  private final Optional<MappingNode> root;
  private final String eol;

  TextEdit(String file, String text) {
    this.file = file;
    this.text = text;
    this.root =
        YamlNodes.compose(text, new Problems(file))
            .filter(MappingNode.class::isInstance)
            .map(MappingNode.class::cast);
    this.eol = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The text as it is, before any edit. */
  String text() {
    return text;
  }

  /** The same file with another text. */
  TextEdit with(String other) {
    return new TextEdit(file, other);
  }

  /** How much deeper each level of the file is indented. */
  String step() {
    return servers()
        .flatMap(servers -> first(servers.getValueNode()))
        .map(NodeTuple::getKeyNode)
        .map(TextEdit::column)
        .filter(column -> column > 0)
        .map(" "::repeat)
        .orElse("  ");
  }

  /** Adds a server after the last one; {@code body} are the lines below its name. */
  String add(String name, List<String> body) {
    String step = step();
    List<String> lines = new ArrayList<>();
    lines.add(step + ServerText.scalar(name) + ":");
    body.forEach(line -> lines.add(step + step + line));
    refuseFlowRoot();
    Optional<NodeTuple> servers = servers();
    if (servers.isEmpty()) {
      lines.addFirst("servers:");
      return insert(text, text.length(), lines);
    }
    Node value = servers.get().getValueNode();
    if (value instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      refuseFlow(mapping);
      NodeTuple last = mapping.getValue().getLast();
      if (mapping.getValue().size() > 1 && hasBlankLineAbove(last)) {
        lines.addFirst("");
      }
      return insert(text, endOfBlock(last, column(last.getKeyNode())), lines);
    }
    return addFirst(servers.get(), lines);
  }

  /** Below a {@code servers:} that is empty; its {@code {}} or {@code null} goes. */
  private String addFirst(NodeTuple servers, List<String> lines) {
    Node value = servers.getValueNode();
    int start = offset(value.getStartMark());
    int end = offset(value.getEndMark());
    boolean onKeyLine = line(value) == line(servers.getKeyNode());
    if (start < end && onKeyLine && !text.substring(start, end).contains("\n")) {
      String without = text.substring(0, start).stripTrailing() + text.substring(end);
      return insert(without, endOfLine(without, start - 1), lines);
    }
    if (start < end) {
      throw refusal(FLOW);
    }
    int key = offset(servers.getKeyNode().getEndMark());
    return insert(text, endOfLine(text, key), lines);
  }

  /** Takes out the lines of one server, and the comments that are indented below its name. */
  String remove(String name) {
    NodeTuple server = server(name);
    int start = startOfLine(offset(server.getKeyNode().getStartMark()));
    refuseSharedLine(start, server.getKeyNode());
    int end = endOfBlock(server, column(server.getKeyNode()) + 1);
    return text.substring(0, start) + text.substring(end);
  }

  /**
   * Writes a key of one server on a single line: changed where it is, else added below {@code
   * source:}; an empty value takes the key out.
   */
  String set(String name, String key, String value) {
    if (!(server(name).getValueNode() instanceof MappingNode mapping)) {
      throw refusal("server '" + name + "' has nothing to change");
    }
    Optional<NodeTuple> old =
        mapping.getValue().stream().filter(tuple -> isKey(tuple, key)).findFirst();
    if (old.isEmpty() && value.isEmpty()) {
      return text;
    }
    if (old.isEmpty()) {
      return addKey(mapping, key + ": " + value);
    }
    int start = offset(old.get().getValueNode().getStartMark());
    int end = offset(old.get().getValueNode().getEndMark());
    boolean oneLine = !text.substring(start, end).contains("\n");
    if (!(old.get().getValueNode() instanceof ScalarNode) || !oneLine) {
      throw refusal(
          "the %s of '%s' is written over several lines: edit the file by hand"
              .formatted(key, name));
    }
    return value.isEmpty()
        ? withoutLine(mapping, old.get())
        : text.substring(0, start) + value + text.substring(end);
  }

  private String addKey(MappingNode mapping, String line) {
    refuseFlow(mapping);
    NodeTuple source = value(mapping, "source");
    String indent = " ".repeat(column(source.getKeyNode()));
    return insert(text, endOfLine(text, lastContent(source)), List.of(indent + line));
  }

  private String withoutLine(MappingNode mapping, NodeTuple entry) {
    refuseFlow(mapping);
    int offset = offset(entry.getKeyNode().getStartMark());
    return text.substring(0, startOfLine(offset)) + text.substring(endOfLine(text, offset));
  }

  /** Adds an item to a list at the root of the file, which is begun when it is not there. */
  String addItem(String key, String item) {
    refuseFlowRoot();
    Optional<NodeTuple> list =
        root.stream()
            .flatMap(mapping -> mapping.getValue().stream())
            .filter(tuple -> isKey(tuple, key))
            .findFirst();
    if (list.isEmpty()) {
      return insert(text, text.length(), List.of(key + ":", "  - " + item));
    }
    if (!(list.get().getValueNode() instanceof SequenceNode items)
        || items.getFlowStyle() == FlowStyle.FLOW
        || items.getValue().isEmpty()) {
      throw refusal("put each of the " + key + " on a line of its own, or edit the file by hand");
    }
    Node last = items.getValue().getLast();
    int start = startOfLine(offset(last.getStartMark()));
    String indent = text.substring(start, text.indexOf('-', start));
    int end = endOfLine(text, lastContent(last));
    return insert(text, end, List.of(indent + "- " + item));
  }

  private Optional<NodeTuple> servers() {
    return root.stream()
        .flatMap(mapping -> mapping.getValue().stream())
        .filter(tuple -> isKey(tuple, "servers"))
        .findFirst();
  }

  private NodeTuple server(String name) {
    if (servers().map(NodeTuple::getValueNode).orElse(null) instanceof MappingNode mapping) {
      refuseFlow(mapping);
      return value(mapping, name);
    }
    throw refusal("there is no server '" + name + "'");
  }

  private NodeTuple value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(tuple -> isKey(tuple, key))
        .findFirst()
        .orElseThrow(() -> refusal("there is no '" + key + "' to change"));
  }

  private static boolean isKey(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }

  private static Optional<NodeTuple> first(Node node) {
    return node instanceof MappingNode mapping
            && mapping.getFlowStyle() == FlowStyle.BLOCK
            && !mapping.getValue().isEmpty()
        ? Optional.of(mapping.getValue().getFirst())
        : Optional.empty();
  }

  private void refuseFlow(CollectionNode<?> node) {
    if (node.getFlowStyle() == FlowStyle.FLOW) {
      throw refusal(FLOW);
    }
  }

  private void refuseFlowRoot() {
    if (root.isPresent() && root.get().getFlowStyle() == FlowStyle.FLOW) {
      throw refusal(FLOW);
    }
  }

  private void refuseSharedLine(int start, Node key) {
    if (!text.substring(start, offset(key.getStartMark())).isBlank()) {
      throw refusal("this server shares its first line with something else: edit the file by hand");
    }
  }

  private ConfigurationException refusal(String message) {
    return new ConfigurationException(file, message);
  }

  /**
   * The offset after the last line of an entry: its content, and the comments below it that are
   * indented by at least {@code indent}. The parser's own end mark is of no use: it lies at the
   * next token, beyond comments that belong to what follows.
   */
  private int endOfBlock(NodeTuple entry, int indent) {
    int end = endOfLine(text, lastContent(entry));
    for (int from = end; from < text.length(); ) {
      int to = endOfLine(text, from);
      String line = text.substring(from, to);
      String content = line.strip();
      if (content.startsWith("#") && line.indexOf('#') >= Math.max(1, indent)) {
        end = to;
      } else if (!content.isEmpty()) {
        break;
      }
      from = to;
    }
    return end;
  }

  private int lastContent(NodeTuple entry) {
    Node value = entry.getValueNode();
    int ofKey = offset(entry.getKeyNode().getEndMark());
    return Math.max(ofKey, lastContent(value));
  }

  private int lastContent(Node node) {
    return switch (node) {
      case MappingNode mapping
          when mapping.getFlowStyle() == FlowStyle.BLOCK && !mapping.getValue().isEmpty() ->
          lastContent(mapping.getValue().getLast());
      case SequenceNode sequence
          when sequence.getFlowStyle() == FlowStyle.BLOCK && !sequence.getValue().isEmpty() ->
          lastContent(sequence.getValue().getLast());
      default -> beforeBlank(offset(node.getEndMark()));
    };
  }

  /** A block scalar ends after its line break; step back onto its last line. */
  private int beforeBlank(int offset) {
    int last = offset;
    while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private String insert(String into, int at, List<String> lines) {
    String before = into.substring(0, at);
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : eol;
    return before + gap + String.join(eol, lines) + eol + into.substring(at);
  }

  /** The offset after the line break that ends the line around {@code offset}. */
  private static int endOfLine(String text, int offset) {
    int lineBreak = text.indexOf('\n', offset);
    return lineBreak < 0 ? text.length() : lineBreak + 1;
  }

  /** Whether the file sets its servers apart by blank lines, comments above a name not counted. */
  private boolean hasBlankLineAbove(NodeTuple server) {
    int start = startOfLine(offset(server.getKeyNode().getStartMark()));
    while (start > 0) {
      int above = startOfLine(start - 1);
      String line = text.substring(above, start).strip();
      if (!line.startsWith("#")) {
        return line.isEmpty();
      }
      start = above;
    }
    return false;
  }

  private int startOfLine(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0);
  }

  private static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(0);
  }

  /** The parser counts code points, strings count UTF-16 units. */
  private int offset(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
  }
}
