/**
 * The way out of containers: a forward proxy for each server that lets through what its spec
 * declares, and nothing else.
 */
@NullMarked
package dev.mcpcentral.hub.egress;

import org.jspecify.annotations.NullMarked;
