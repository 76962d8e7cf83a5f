package dev.mcpcentral.bench;

/**
 * One target under one load for one window.
 *
 * @param cpuMicrosPerCall CPU time of the target's process tree per correct reply
 * @param residentMb of the target's process tree when the window closed
 * @param foreignCores cores that neither target, upstream nor generator used; a busy neighbour
 *     makes rates worthless
 * @param upstreamCallsPerCall calls that reached the upstream per correct reply; below 0.99 the
 *     target did not forward
 */
record Sample(
    int round,
    int connections,
    String target,
    double cpuMicrosPerCall,
    double residentMb,
    double foreignCores,
    double upstreamCallsPerCall,
    LoadReport load) {

  private static final double QUIET_CORES = 0.1;

  /** Whether nothing else on the machine used more than a tenth of a core. */
  boolean isQuiet() {
    return foreignCores <= QUIET_CORES;
  }

  /** Whether every reply was right and the calls reached the upstream. */
  boolean isSound() {
    return load.calls() > 0 && load.errorCount() == 0 && upstreamCallsPerCall >= 0.98;
  }

  String level() {
    return "c" + connections;
  }
}
