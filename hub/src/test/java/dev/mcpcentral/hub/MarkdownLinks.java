package dev.mcpcentral.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Links between the project's own documents, and the headings that they point at. */
final class MarkdownLinks {
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  private MarkdownLinks() {}

  /** One sentence for each link of {@code document} that leads nowhere. */
  static List<String> brokenIn(Path document) {
    var broken = new ArrayList<String>();
    String text = CODE_BLOCK.matcher(Checkout.read(document)).replaceAll("");
    for (String link : LINK.matcher(text).results().map(MarkdownLinks::target).toList()) {
      if (!ELSEWHERE.matcher(link).matches() && !resolves(document, link)) {
        broken.add(document.getFileName() + ": " + link);
      }
    }
    return broken;
  }

  private static String target(MatchResult link) {
    return link.group(1) == null ? link.group(2) : link.group(1);
  }

  private static boolean resolves(Path document, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? document : document.resolveSibling(file);
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  private static Set<String> anchors(Path document) {
    String text = CODE_BLOCK.matcher(Checkout.read(document)).replaceAll("");
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  /** As code hosts make them: lower case, no punctuation, blanks to hyphens. */
  private static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
