package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.image.Images;

/** The new version runs beside the old one, which ends what began on it. */
record Beside(Seat seat, Generation fresh, Images.Progress progress) implements Takeover {
  @Override
  public Generation begin(Runnable started) {
    progress.step("starting it beside the old one");
    try {
      fresh.server().begin();
      Probe.connect(fresh.server(), "start the new version of");
      started.run();
      return seat.shift(fresh);
    } catch (RuntimeException failed) {
      fresh.close();
      throw failed;
    }
  }

  @Override
  public void undo(Generation old) {
    seat.shift(old);
    seat.move(fresh);
    Drain.begin(seat, fresh, () -> {});
  }
}
