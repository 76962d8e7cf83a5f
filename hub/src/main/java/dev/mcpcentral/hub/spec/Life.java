package dev.mcpcentral.hub.spec;

import java.util.Optional;

/**
 * As what the instances of a server run, and how they come, change and go.
 *
 * @param form as declared; on a hub without containers everything is a process
 * @param update empty when nothing is declared; {@link ServerSpec#effectiveUpdate} is what counts
 */
public record Life(Form form, Instances instances, Optional<UpdateMode> update, Pool pool) {
  /** Refuses contradictions with {@link IllegalArgumentException}. */
  public Life {
    if (update.equals(Optional.of(UpdateMode.REPLACE)) && pool.spare() > 0) {
      throw new InvalidSpecException(
          "update",
          "update: replace keeps two from running at once, and a spare is a second one: remove one of both");
    }
  }

  /** Of a server whose operator declared nothing. */
  public static final Life DEFAULT = of(Instances.SHARED);

  /** The usual life of such instances. */
  public static Life of(Instances instances) {
    return new Life(Form.CONTAINER, instances, Optional.empty(), Pool.DEFAULT);
  }

  /** The same life in another form. */
  public Life as(Form other) {
    return new Life(other, instances, update, pool);
  }
}
