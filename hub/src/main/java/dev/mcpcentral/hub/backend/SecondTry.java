package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;

/**
 * Carries out a call again, once, when the server has surely not begun to: it could not be reached,
 * or did not know the session any more. Not when the client was asked something on the way, since
 * people are not to be asked twice.
 */
final class SecondTry {
  /** One attempt, on behalf of the caller that it is given. */
  interface Attempt {
    Outcome run(Caller caller) throws PeerException;
  }

  private SecondTry() {}

  static Outcome run(Caller caller, Deadline deadline, Attempt attempt) throws PeerException {
    Asked asked = new Asked(caller);
    try {
      return attempt.run(asked);
    } catch (PeerException failed) {
      boolean lost = failed.kind() == PeerException.Kind.SESSION_LOST;
      boolean unsent = failed.kind() == PeerException.Kind.NOT_SENT;
      boolean timeLeft = deadline.remainingNanos() > Backoff.FIRST.toNanos();
      if (asked.asked || !timeLeft || !(lost || unsent)) {
        throw failed;
      }
      if (unsent) {
        Backoff.aMoment();
      }
      return attempt.run(asked);
    }
  }

  /** The caller, and whether it was asked anything. */
  private static final class Asked implements Caller {
    private final Caller caller;
    private volatile boolean asked;

    Asked(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void notify(String method, Slice params) {
      caller.notify(method, params);
    }

    @Override
    public ClientAnswer ask(String method, Slice params, Members body) {
      asked = true;
      return caller.ask(method, params, body);
    }

    @Override
    public void onCancel(Runnable action) {
      caller.onCancel(action);
    }

    @Override
    public boolean isClient() {
      return caller.isClient();
    }

    @Override
    public Caller around(Caller other) {
      return caller.around(other);
    }
  }
}
