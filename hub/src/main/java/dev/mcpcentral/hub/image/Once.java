package dev.mcpcentral.hub.image;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks once and remembers the answer; a question that failed is asked again. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> question;
  private @Nullable T answer;

  Once(Supplier<T> question) {
    this.question = question;
  }

  @Override
  public synchronized T get() {
    T known = answer;
    if (known == null) {
      known = question.get();
      answer = known;
    }
    return known;
  }
}
