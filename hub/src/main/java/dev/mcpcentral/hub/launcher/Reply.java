package dev.mcpcentral.hub.launcher;

import java.io.IOException;
import java.util.Optional;

/**
 * The line with which a launcher answers.
 *
 * @param ok the answer as JSON, when it was done
 * @param error for people, when it was not
 * @param step in words: not the answer yet
 */
record Reply(Optional<String> ok, Optional<String> error, Optional<String> step) {
  static <T> String ok(Class<T> type, T answer) {
    return write(
        new Reply(Optional.of(RecordJson.write(type, answer)), Optional.empty(), Optional.empty()));
  }

  static String error(String message) {
    return write(new Reply(Optional.empty(), Optional.of(message), Optional.empty()));
  }

  static String step(String words) {
    return write(new Reply(Optional.empty(), Optional.empty(), Optional.of(words)));
  }

  static Reply read(String line) throws IOException {
    try {
      return RecordJson.read(Reply.class, line);
    } catch (IllegalArgumentException e) {
      throw new IOException("its answer cannot be understood: " + e.getMessage());
    }
  }

  private static String write(Reply reply) {
    return RecordJson.write(Reply.class, reply);
  }
}
