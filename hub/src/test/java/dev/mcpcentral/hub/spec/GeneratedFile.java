package dev.mcpcentral.hub.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random configuration file in the styles that people use, and the text of each server in it. */
record GeneratedFile(String text, Map<String, String> servers) {
  static GeneratedFile generate(Random random) {
    String step = " ".repeat(2 + random.nextInt(3));
    Map<String, String> servers = new LinkedHashMap<>();
    StringBuilder body = new StringBuilder();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = "s" + i;
      String server = server(name, step, random);
      servers.put(name, server);
      body.append(noise(step, random)).append(server);
    }
    String empty = List.of("servers:", "servers: {}", "servers: # none").get(random.nextInt(3));
    String block = count == 0 ? empty + "\n" : "servers:" + remark(random) + "\n" + body;
    String before =
        noise("", random) + (random.nextBoolean() ? "audit: {durability: async}\n" : "");
    String after =
        random.nextBoolean() ? noise("", random) + "auth: {}" + remark(random) + "\n" : "";
    String text = before + block + noise(step, random) + noise("", random) + after;
    return new GeneratedFile(random.nextInt(8) == 0 ? text.stripTrailing() : text, servers);
  }

  private static String server(String name, String step, Random random) {
    String key = random.nextInt(6) == 0 ? '"' + name + '"' : name;
    if (random.nextInt(4) == 0) {
      return step + key + ": {source: npm:" + name + ", args: ['" + junk(random) + "']}\n";
    }
    String inner = step + step;
    List<String> lines = new ArrayList<>();
    lines.add(inner + "source: npm:" + name + remark(random));
    if (random.nextBoolean()) {
      lines.add(
          inner
              + "args:\n"
              + inner
              + "- '"
              + junk(random)
              + "'\n"
              + inner
              + "- b"
              + remark(random));
    }
    if (random.nextInt(3) == 0) {
      lines.add(
          inner
              + "env:\n"
              + inner
              + step
              + "TEXT: |\n"
              + inner
              + step
              + "  # no comment\n"
              + inner
              + step
              + "  x");
    }
    if (random.nextInt(3) == 0) {
      lines.add(inner + "risk: low");
    }
    if (random.nextInt(3) == 0) {
      lines.add(
          inner + "env2: x".replace("env2: x", "volumes: [{name: v,\n" + inner + "  target: /v}]"));
    }
    return joined(step + key + ":" + remark(random) + "\n", inner, lines, random);
  }

  private static String joined(String start, String inner, List<String> lines, Random random) {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < lines.size(); i++) {
      text.append(
          i > 0 && random.nextInt(3) == 0 ? inner + "# note " + random.nextInt(1000) + "\n" : "");
      text.append(lines.get(i)).append('\n');
    }
    return text.toString();
  }

  private static String remark(Random random) {
    return random.nextInt(3) == 0 ? "  # remark " + random.nextInt(1000) : "";
  }

  private static String noise(String indent, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "\n";
      case 1 -> indent + "# line " + random.nextInt(1000) + "\n";
      case 2 -> "\n" + indent + "# é\uD83D\uDE80 " + random.nextInt(1000) + "\n\n";
      default -> "";
    };
  }

  static String junk(Random random) {
    String letters = "abc #:,[]{}&*!|>%@\"\\é\uD83D";
    StringBuilder junk = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      char c = letters.charAt(random.nextInt(letters.length()));
      junk.append(Character.isSurrogate(c) ? "\uD83D\uDE80" : String.valueOf(c));
    }
    return junk.toString();
  }
}
