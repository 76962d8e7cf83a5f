package dev.mcpcentral.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hub's service with one keeper: everything may be asked for twice. */
public final class Service {
  private final Keeper keeper;
  private final Programs programs;

  public Service(Keeper keeper, Programs programs) {
    this.keeper = keeper;
    this.programs = programs;
  }

  /** How it stands. {@code state} is the keeper's own word, empty when there is no service. */
  public record State(boolean installed, boolean active, String state) {}

  public State state() {
    boolean installed = Files.exists(keeper.file());
    Optional<Programs.Ended> asked =
        installed ? programs.run(keeper.toAsk()) : Optional.<Programs.Ended>empty();
    return new State(
        installed,
        asked.filter(ended -> ended.status() == 0).isPresent(),
        asked.map(ended -> firstLine(ended.printed())).orElse(""));
  }

  /**
   * Writes the file and starts the service; nothing is done when it runs from the same file
   * already.
   *
   * @return for people: what is not as it could be
   * @throws ServiceException when a step fails; a file that was not there before is gone again
   */
  public List<String> install(Installation installation) {
    String text = keeper.text(installation);
    try {
      boolean known = Files.exists(keeper.file());
      if (known && Files.readString(keeper.file()).equals(text) && state().active()) {
        return List.of();
      }
      write(text);
      try {
        return run(keeper.toStart());
      } catch (ServiceException failed) {
        if (!known) {
          Files.deleteIfExists(keeper.file());
        }
        throw failed;
      }
    } catch (IOException e) {
      throw new ServiceException(keeper.file() + " cannot be written: " + e);
    }
  }

  /** Stops the service and removes its file; false when there was none. */
  public boolean uninstall() {
    if (!Files.exists(keeper.file())) {
      return false;
    }
    run(keeper.toStop());
    try {
      Files.delete(keeper.file());
    } catch (IOException e) {
      throw new ServiceException(keeper.file() + " cannot be removed: " + e);
    }
    run(keeper.afterRemoval());
    return true;
  }

  private void write(String text) throws IOException {
    Path file = keeper.file();
    Files.createDirectories(file.resolveSibling(""));
    Path fresh = Files.createTempFile(file.resolveSibling(""), ".", ".new");
    Files.writeString(fresh, text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> run(List<Keeper.Step> steps) {
    List<String> notes = new ArrayList<>();
    for (Keeper.Step step : steps) {
      Programs.Ended ended =
          programs
              .run(step.command())
              .orElseGet(() -> new Programs.Ended(-1, "there is no such command"));
      if (ended.status() != 0 && step.otherwise().isEmpty()) {
        throw new ServiceException(
            "'%s' failed: %s".formatted(String.join(" ", step.command()), ended.printed()));
      }
      if (ended.status() != 0) {
        notes.add(step.otherwise());
      }
    }
    return notes;
  }

  private static String firstLine(String printed) {
    return printed.lines().findFirst().orElse("");
  }
}
