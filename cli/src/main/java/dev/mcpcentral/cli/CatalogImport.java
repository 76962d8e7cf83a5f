package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hands a foreign catalog to the hub, and tells what became of it. */
final class CatalogImport {
  private static final long MAX_BYTES = 32L << 20;

  private final Session session;

  CatalogImport(Session session) {
    this.session = session;
  }

  int run(String from, @Nullable String as) {
    boolean address = from.startsWith("https://") || from.startsWith("http://");
    JsonObject body = new JsonObject().put("catalog", as == null ? name(from) : as);
    body.put(address ? "url" : "text", address ? from : text(from));
    Slice report = session.hub().post("/catalog/import", body.slice());
    if (session.json) {
      session.output().document(report);
    } else {
      print(Fields.of(report), session.output());
    }
    return ExitCode.OK;
  }

  /** {@code ./My.Catalog.yaml} → {@code my-catalog}. */
  private static String name(String from) {
    String last = from.replaceFirst("[?#].*$", "").replaceFirst("/+$", "").replaceFirst("^.*/", "");
    String plain = last.replaceFirst("\\.(ya?ml|json)$", "").toLowerCase(Locale.ROOT);
    String name = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    if (name.isEmpty() || name.length() > 32) {
      throw CommandFailure.usage("give the catalog a name: --as NAME");
    }
    return name;
  }

  private String text(String from) {
    Path file = session.surroundings().resolve(from);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CommandFailure.failed("too-large", file + " is larger than 32 MiB");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "unreadable", file + " cannot be read as text: " + e.getMessage());
    }
  }

  private static void print(Fields report, Output output) {
    long taken = report.objects("entries").stream().filter(one -> one.isTrue("taken")).count();
    for (Fields entry : report.objects("entries")) {
      String name = entry.isTrue("taken") ? entry.text("name") : "refused";
      output.line("%s (%s)".formatted(name, entry.text("foreignName")));
      entry.texts("notes").forEach(note -> output.line("    " + note));
    }
    output.line(
        "%d of %d entries are in catalog '%s', unreviewed: mcp-central catalog search %s"
            .formatted(
                taken,
                report.objects("entries").size(),
                report.text("catalog"),
                report.text("catalog")));
  }
}
