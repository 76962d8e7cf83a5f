package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The images of a launcher's engine. */
final class LauncherImages implements ImageStore {
  private static final Duration LOAD_LIMIT = Duration.ofMinutes(6);
  private static final Duration READ_LIMIT = Duration.ofMinutes(5);

  private final LauncherClient launcher;

  LauncherImages(LauncherClient launcher) {
    this.launcher = launcher;
  }

  @Override
  public String architecture() {
    return launcher.ask(new Verb.Architecture(), Answer.Word.class).text();
  }

  @Override
  public Optional<Stored> inspect(String reference) {
    return launcher.ask(new Verb.InspectImage(reference), Answer.FoundImage.class).image();
  }

  @Override
  public Stored pull(String reference, Duration limit, Consumer<String> progress) {
    return launcher.ask(
        new Verb.Pull(reference, limit),
        Stored.class,
        limit.plus(LauncherClient.PATIENCE),
        progress);
  }

  @Override
  public void load(Path archive) {
    try {
      load(archive, Files.size(archive));
    } catch (IOException e) {
      throw launcher.silence(e);
    }
  }

  private void load(Path archive, long bytes) throws IOException {
    try (Conversation open = launcher.stream(new Verb.Load(bytes))) {
      Files.copy(archive, open.out());
      launcher.answer(open, Answer.Done.class, LOAD_LIMIT, _ -> {});
    }
  }

  @Override
  public void save(String reference, Path archive) {
    receive(new Verb.Save(reference), archive);
  }

  @Override
  public void copyOut(String image, String folder, Path tar) {
    receive(new Verb.CopyOut(image, folder), tar);
  }

  private void receive(Verb verb, Path file) {
    try (Conversation open = launcher.open(verb);
        OutputStream out = Files.newOutputStream(file)) {
      long bytes = launcher.answer(open, Answer.Amount.class, READ_LIMIT, _ -> {}).count();
      new FirstBytes(open.in(), bytes).transferTo(out);
    } catch (IOException e) {
      throw launcher.silence(e);
    }
  }

  /** The steps of a Dockerfile are no hardened container, so no hub may have them run. */
  @Override
  public Stored build(
      Path folder, String tag, boolean online, Duration limit, Consumer<String> progress) {
    throw new EngineException(
        "a hub with a launcher runs no Dockerfile, because its steps run without hardening: build the image beside the hub (docker build) and declare it as image:NAME");
  }

  @Override
  public void tag(String reference, String name) {
    launcher.ask(new Verb.Tag(reference, name), Answer.Done.class);
  }

  @Override
  public void remove(String reference) {
    launcher.ask(new Verb.RemoveImage(reference), Answer.Done.class);
  }
}
