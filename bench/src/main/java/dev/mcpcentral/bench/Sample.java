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

  String level() {
    return "c" + connections;
  }
}
