package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a committed lock is kept to, and when it is left aside. */
class PackageSourceTest {
  private static final String ARCHITECTURE = Target.host().architecture();

  @TempDir Path packages;
  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  @Test
  void withoutAVersionTheLocksIsTaken() throws IOException {
    Prepared prepared = prepare(Optional.empty(), lock("npm:x@1.5", "closure A"));
    assertThat(prepared.pinnedSource()).isEqualTo("npm:x@1.5");
    assertThat(asked).containsExactly("fetch 1.5 closure A");
  }

  @Test
  void aVersionOfTheLocksIsNotLookedUp() throws IOException {
    prepare(Optional.of("1.5"), lock("npm:x@1.5", "closure A"));
    assertThat(asked).containsExactly("fetch 1.5 closure A");
  }

  @Test
  void anotherClosureThanThatOfTheLockIsMadeAgain() throws IOException {
    prepare(Optional.of("1.5"), Optional.empty());
    prepare(Optional.of("1.5"), lock("npm:x@1.5", "closure B"));
    prepare(Optional.of("1.5"), lock("npm:x@1.5", "closure B"));
    assertThat(asked).containsExactly("resolve 1.5", "fetch 1.5 fresh", "fetch 1.5 closure B");
  }

  @Test
  void aLockForSomethingElseIsLeftAsideWithAWord() throws IOException {
    prepare(Optional.of("2.0"), lock("npm:x@1.5", "closure A"));
    assertThat(asked).containsExactly("resolve 2.0", "fetch 2.0 fresh");
    assertThat(steps).anyMatch(step -> step.contains("aside: it is for npm:x@1.5"));
  }

  @Test
  void aLockOfAnotherPackageHasNoVersionForThisOne() throws IOException {
    Prepared prepared = prepare(Optional.empty(), lock("npm:y@1.5", "closure A"));
    assertThat(prepared.version()).isEqualTo("9.9");
    assertThat(asked).containsExactly("resolve newest", "fetch 9.9 fresh");
  }

  private Prepared prepare(Optional<String> version, Optional<CommittedLock> lock)
      throws IOException {
    return new PackageSource("npm", Language.GO, packages, new Recorder(), new FolderFinish())
        .prepare("x", version, lock, steps::add);
  }

  private Optional<CommittedLock> lock(String source, String closure) throws IOException {
    Files.writeString(folder.resolve("closure"), closure);
    String version = source.substring(source.indexOf('@') + 1);
    Json.write(
        folder.resolve(CommittedLock.RECORD),
        new CommittedLock.Content(source, version, ARCHITECTURE, "", List.of()));
    return Optional.of(CommittedLock.read(folder));
  }

  /** Fetches nothing, and writes down what it was asked and which closure it found. */
  private final class Recorder implements Fetcher {
    @Override
    public String resolve(String name, Optional<String> version, Images.Progress progress) {
      asked.add("resolve " + version.orElse("newest"));
      return version.orElse("9.9");
    }

    @Override
    public Program fetch(Order order) {
      try {
        Path closure = order.lock().resolve("closure");
        String found = Files.exists(closure) ? Files.readString(closure) : "fresh";
        Files.writeString(closure, found);
        Files.writeString(order.app().resolve("server"), found);
        asked.add("fetch " + order.version() + " " + found);
        return Program.of(order.version(), Language.GO, "server");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
