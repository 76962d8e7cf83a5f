/**
 * Owns the measurements: an echoing upstream, a load generator and the runs that compare the hub
 * with nginx and with no gateway at all, each in a process of its own.
 */
@NullMarked
package dev.mcpcentral.bench;

import org.jspecify.annotations.NullMarked;
