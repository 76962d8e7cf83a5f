/**
 * Brings declared and discovered servers to life and keeps them there: prepare, probe, start on
 * demand, stop, replace, remove.
 */
@NullMarked
package dev.mcpcentral.hub.rollout;

import org.jspecify.annotations.NullMarked;
