package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.function.Function;

/**
 * What is wanted behind a name instead of what is there.
 *
 * @param spec as it is to be declared; its source need not be pinned yet
 * @param how the word for it in the list of versions
 * @param write declares the spec, pinned, in the configuration file
 * @param known whether it served before, so that it need not prove itself again
 * @param acceptChanges whether other definitions than now are approved
 * @param dryRun whether to stop before anything changes
 */
record Change(
    ServerSpec spec,
    String how,
    Function<ServerSpec, Configuration> write,
    boolean known,
    boolean acceptChanges,
    boolean dryRun) {}
