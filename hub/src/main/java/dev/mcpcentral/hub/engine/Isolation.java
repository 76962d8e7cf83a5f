package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Waiver;

/** What stands between a server and this machine when it is started now. */
public sealed interface Isolation {
  /** What the engine has for every server, which is enough for this one's level. */
  record Usual() implements Isolation {}

  /**
   * A runtime that puts a kernel or a machine of its own in between.
   *
   * @param runtime as the engine knows it, for example {@code runsc}
   */
  record Isolated(String runtime) implements Isolation {}

  /** The usual one although the level asks for more: the operator lives with that for a while. */
  record Waived(Waiver waiver) implements Isolation {}

  /**
   * The usual one although the level asks for more: nobody has enabled the server, so it is only
   * tried, in a throw-away container without network, secrets or anything of this machine to write.
   */
  record Trial() implements Isolation {}

  /**
   * It is not started.
   *
   * @param why for people; the first line alone tells, the others say what can be done
   */
  record Refused(String why) implements Isolation {}
}
