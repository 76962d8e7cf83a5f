/** Rules to decisions. Pure: no I/O, no clock, no state. */
@NullMarked
package dev.mcpcentral.hub.policy;

import org.jspecify.annotations.NullMarked;
