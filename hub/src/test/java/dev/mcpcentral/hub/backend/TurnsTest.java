package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>();

  @Test
  void ownersTakeTurnsAndEachKeepsItsOrder() {
    for (String waiter : List.of("a1", "a2", "a3", "b1", "c1", "c2")) {
      turns.add(waiter.substring(0, 1), waiter);
    }
    assertThat(drained()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    assertThat(turns.next()).isEmpty();
  }

  @Test
  void whoGaveUpIsPassedOver() {
    turns.add("a", "a1");
    turns.add("a", "a2");
    turns.add("b", "b1");
    turns.remove("a", "a1");
    turns.remove("b", "b1");
    turns.remove("b", "b1");
    turns.remove("nobody", "x");
    assertThat(turns.size()).isEqualTo(1);
    assertThat(drained()).containsExactly("a2");
    assertThat(turns.size()).isZero();
  }

  private List<String> drained() {
    List<String> all = new ArrayList<>();
    for (Optional<String> next = turns.next(); next.isPresent(); next = turns.next()) {
      all.add(next.get());
    }
    return all;
  }
}
