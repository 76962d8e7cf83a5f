package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.Instance;
import java.util.concurrent.atomic.AtomicBoolean;

/** One running instance, and whose it is: nobody's, promised to somebody, or held by a hub. */
final class Berth {
  private enum Owner {
    /** Whoever started it has not said yet that it holds it. */
    EXPECTED,
    HELD,
    NOBODY
  }

  private final String handle;
  private final Verb.Start asked;
  private final Instance instance;
  private final AtomicBoolean attached = new AtomicBoolean();
  private Owner owner = Owner.EXPECTED;

  /** Counts owners, so that the end of one is not taken for the end of the next. */
  private long number;

  Berth(String handle, Verb.Start asked, Instance instance) {
    this.handle = handle;
    this.asked = asked;
    this.instance = instance;
  }

  String handle() {
    return handle;
  }

  /** What it was started for. */
  Verb.Start asked() {
    return asked;
  }

  Instance instance() {
    return instance;
  }

  boolean isHttp() {
    return instance.wire() instanceof Instance.Wire.Http;
  }

  /** Whether this is the first time: a server over stdio has one conversation in its life. */
  boolean attach() {
    return attached.compareAndSet(false, true);
  }

  /** A hub holds it from now on; returns its number. */
  synchronized long own() {
    owner = Owner.HELD;
    return ++number;
  }

  /** The owner of this number is gone. False when there is another one already. */
  synchronized boolean leave(long which) {
    if (number != which) {
      return false;
    }
    owner = Owner.NOBODY;
    return true;
  }

  synchronized boolean isAbandoned() {
    return owner == Owner.NOBODY;
  }

  /** Promises it to one hub, or to its end. False when somebody else was faster. */
  synchronized boolean reserve() {
    if (owner != Owner.NOBODY) {
      return false;
    }
    owner = Owner.EXPECTED;
    return true;
  }

  /** Whoever was expected did not come. False when it did. */
  synchronized boolean giveUpExpecting() {
    if (owner != Owner.EXPECTED) {
      return false;
    }
    owner = Owner.NOBODY;
    return true;
  }
}
