package dev.mcpcentral.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "own-volumes",
    hidden = true,
    description =
        "Give folders to users. Compose files run it before anything else: fresh volumes are root's.",
    footer = {"", "Examples:", "  mcp-central own-volumes 1001:1001=/volumes/notes"})
final class OwnVolumesCommand implements Callable<Integer> {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9}):([1-9][0-9]{0,9})=(/.+)");

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "UID:GID=FOLDER", description = "Who gets which folder.")
  private List<String> wishes = List.of();

  OwnVolumesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    wishes.forEach(this::give);
    return ExitCode.OK;
  }

  private void give(String wish) {
    Matcher form = FORM.matcher(wish);
    if (!form.matches()) {
      throw CommandFailure.usage("not UID:GID=FOLDER: " + wish);
    }
    Path folder = Path.of(form.group(3));
    try {
      Files.setAttribute(folder, "unix:uid", Integer.valueOf(form.group(1)));
      Files.setAttribute(folder, "unix:gid", Integer.valueOf(form.group(2)));
      session.output().progress(folder + " belongs to " + form.group(1));
    } catch (IOException | NumberFormatException e) {
      throw CommandFailure.failed("owner", folder + " cannot be given away: " + e.getMessage());
    }
  }
}
