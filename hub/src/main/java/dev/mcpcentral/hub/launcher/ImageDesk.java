package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Answers the verbs about images. */
final class ImageDesk {
  /** Of one archive, on its way through a file. */
  static final long MAX_ARCHIVE_BYTES = 8L << 30;

  private static final Duration LONGEST_PULL = Duration.ofMinutes(10);
  private static final int ARCHIVES_AT_A_TIME = 4;

  private final ImageStore store;
  private final Path scratch;
  private final Semaphore archives = new Semaphore(ARCHIVES_AT_A_TIME);

  /** {@code scratch}: where archives are put while they are looked at. */
  ImageDesk(ImageStore store, Path scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  void answer(Verb.OfImages verb, Conversation hub) throws IOException {
    switch (verb) {
      case Verb.Architecture _ ->
          hub.send(Reply.ok(Answer.Word.class, new Answer.Word(store.architecture())));
      case Verb.InspectImage(var reference) ->
          hub.send(
              Reply.ok(
                  Answer.FoundImage.class, new Answer.FoundImage(store.inspect(word(reference)))));
      case Verb.Pull(var reference, var limit) -> pull(word(reference), limit, hub);
      case Verb.Load(long bytes) -> load(bytes, hub);
      case Verb.Save(var reference) -> send(file -> store.save(word(reference), file), hub);
      case Verb.CopyOut(var image, var folder) ->
          send(file -> store.copyOut(word(image), path(folder), file), hub);
      case Verb.Tag(var reference, var name) -> {
        Guard.checkName(name);
        store.tag(word(reference), name);
        InstanceDesk.done(hub);
      }
      case Verb.RemoveImage(var reference) -> {
        Guard.checkName(reference);
        store.remove(reference);
        InstanceDesk.done(hub);
      }
    }
  }

  private void pull(String reference, Duration limit, Conversation hub) throws IOException {
    Duration bound = limit.compareTo(LONGEST_PULL) < 0 ? limit : LONGEST_PULL;
    ImageStore.Stored stored =
        store.pull(
            reference,
            bound,
            step -> {
              try {
                hub.send(Reply.step(step));
              } catch (IOException gone) {
                Splice.close(hub);
              }
            });
    hub.send(Reply.ok(ImageStore.Stored.class, stored));
  }

  private void load(long bytes, Conversation hub) throws IOException {
    if (bytes < 1 || bytes > MAX_ARCHIVE_BYTES) {
      throw new EngineException(
          "an image archive has at most %d GiB".formatted(MAX_ARCHIVE_BYTES >> 30));
    }
    inFile(file -> {
      InstanceDesk.done(hub);
      ReceivedArchive.copy(hub.in(), bytes, file);
      store.load(file);
      InstanceDesk.done(hub);
    });
  }

  private interface Work {
    void with(Path file) throws IOException;
  }

  private void send(Work fill, Conversation hub) throws IOException {
    inFile(file -> {
      Files.delete(file);
      fill.with(file);
      hub.send(Reply.ok(Answer.Amount.class, new Answer.Amount(Files.size(file))));
      Files.copy(file, hub.out());
    });
  }

  private void inFile(Work work) throws IOException {
    if (!archives.tryAcquire()) {
      throw new EngineException("the launcher moves several images already: try again");
    }
    try {
      Path file = Files.createTempFile(scratch, "image", ".tar");
      try {
        work.with(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } finally {
      archives.release();
    }
  }

  /** References become parts of an engine's paths. */
  private static String word(String reference) {
    if (!reference.matches("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}") || reference.contains("..")) {
      throw new EngineException("that is no reference of an image");
    }
    return reference;
  }

  private static String path(String folder) {
    if (!folder.matches("/[A-Za-z0-9._/@+-]{0,511}") || folder.contains("..")) {
      throw new EngineException("that is no folder of an image");
    }
    return folder;
  }
}
