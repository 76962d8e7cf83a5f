package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "catalog",
    synopsisSubcommandLabel = "(search | show | add | import)",
    description =
        "Find servers that somebody has looked at, and add them with a reviewed declaration.",
    footer = {
      "",
      "Examples:",
      "  mcp-central catalog search",
      "  mcp-central catalog show github",
      "  mcp-central catalog add time memory"
    })
final class CatalogCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  CatalogCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say search, show, add or import");
  }

  @Command(
      name = "search",
      description = "List the servers that every WORD fits; all servers when there is none.",
      footer = {
        "",
        "Examples:",
        "  mcp-central catalog search",
        "  mcp-central catalog search web"
      })
  int search(
      @Parameters(
              paramLabel = "WORDS",
              arity = "0..*",
              description = "Parts of a name, title, description or tag.")
          @Nullable List<String> words) {
    String query = words == null ? "" : String.join(" ", words);
    Slice found = session.hub().get("/catalog?q=" + encoded(query));
    if (session.json) {
      session.output().document(found);
    } else {
      CatalogPage.list(Fields.of(found).objects("entries"), session.output());
    }
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Show one server: what it is, who looked at it, and what would be declared.",
      footer = {"", "Examples:", "  mcp-central catalog show filesystem"})
  int show(
      @Parameters(paramLabel = "NAME", description = "As 'catalog search' shows it.") String name) {
    Slice entry = session.hub().get(entryPath(name));
    if (session.json) {
      session.output().document(entry);
    } else {
      CatalogPage.entry(Fields.of(entry), session.output());
    }
    return ExitCode.OK;
  }

  @Command(
      name = "add",
      description = {
        "Add servers with the declaration that the catalog has for them: build, scan, start once to see the tools, and write into the configuration file.",
        "What is declared already is skipped. Servers that run commands or see the engine are added disabled."
      },
      footer = {
        "",
        "Examples:",
        "  mcp-central catalog add time memory",
        "  mcp-central catalog add filesystem --set workspace=./src --as sources",
        "  mcp-central catalog add --all"
      })
  int add(
      @Parameters(
              paramLabel = "NAME",
              arity = "0..*",
              description = "As 'catalog search' shows it.")
          @Nullable List<String> names,
      @Option(
              names = "--all",
              description = "Every server that comes with MCP Central; goes on when one fails.")
          boolean all,
      @Option(
              names = "--set",
              paramLabel = "PARAMETER=VALUE",
              description = "A choice that the catalog leaves to you, or a secret.")
          @Nullable List<String> set,
      @Option(
              names = "--as",
              paramLabel = "NAME",
              description = "Another name for the server; with one NAME only.")
          @Nullable String as) {
    List<String> wanted = wanted(names == null ? List.of() : names, all, as);
    Map<String, String> choices = Declared.choices(set == null ? List.of() : set);
    CatalogAdditions additions =
        new CatalogAdditions(
            session.hub(), session.output(), choices, as, all || wanted.size() > 1);
    return additions.run(wanted);
  }

  @Command(
      name = "import",
      description = {
        "Take over somebody else's catalog: Docker's catalog or server.yaml, a Toolkit profile, or a server.json or list of the official MCP registry.",
        "Nothing of it is believed: what cannot be declared here is dropped and listed, and every entry counts as high risk until you review it."
      },
      footer = {
        "",
        "Examples:",
        "  mcp-central catalog import ./catalog.yaml",
        "  mcp-central catalog import https://registry.example.com/v0.1/servers --as official",
        "  mcp-central catalog search official"
      })
  int importCatalog(
      @Parameters(paramLabel = "FILE|URL", description = "A file, or an https address.")
          String from,
      @Option(
              names = "--as",
              paramLabel = "CATALOG",
              description = "Its name here; the file's own name when not given.")
          @Nullable String as) {
    return new CatalogImport(session).run(from, as);
  }

  private List<String> wanted(List<String> names, boolean all, @Nullable String as) {
    if (all == !names.isEmpty()) {
      throw CommandFailure.usage("name the servers, or say --all");
    }
    if (as != null && names.size() != 1) {
      throw CommandFailure.usage("--as renames one server: name it, and no other");
    }
    return all ? own() : names;
  }

  private List<String> own() {
    return Fields.of(session.hub().get("/catalog")).objects("entries").stream()
        .filter(entry -> entry.text("origin").equals("central"))
        .map(entry -> entry.text("id"))
        .toList();
  }

  static String entryPath(String name) {
    return "/catalog/entry?id=" + encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
