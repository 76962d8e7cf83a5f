package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Form;

/** The places where servers run on this machine. */
@FunctionalInterface
public interface Sites {
  /**
   * Where servers of this form run; waits while the engine is still being looked for. On a hub
   * without containers every form is a process.
   */
  Site of(Form form);
}
