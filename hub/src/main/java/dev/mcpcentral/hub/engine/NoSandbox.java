package dev.mcpcentral.hub.engine;

/** There is no sandbox and the operator has not allowed to do without: nothing is started. */
record NoSandbox(String reason) implements Sandbox {
  @Override
  public String description() {
    return "no servers can be started (" + reason + ")";
  }

  @Override
  public Plan plan(Program program) {
    throw new EngineException(
        "servers need a Docker engine or bubblewrap, and "
            + reason
            + ": install one of them, or start the hub with --allow-unsandboxed");
  }
}
