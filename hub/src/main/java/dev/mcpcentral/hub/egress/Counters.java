package dev.mcpcentral.hub.egress;

import java.util.concurrent.atomic.LongAdder;

/** Counts what goes through one outlet, or to one of its destinations. */
final class Counters {
  final LongAdder allowed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder bytesUp = new LongAdder();
  final LongAdder bytesDown = new LongAdder();

  Traffic traffic() {
    return new Traffic(allowed.sum(), refused.sum(), bytesUp.sum(), bytesDown.sum());
  }

  void add(Traffic before) {
    allowed.add(before.allowed());
    refused.add(before.refused());
    bytesUp.add(before.bytesUp());
    bytesDown.add(before.bytesDown());
  }
}
