/**
 * The way out of containers: for each server a proxy, a resolver and ports that let through what
 * its spec declares, and nothing else; what was learned; and the firewall before this machine.
 */
@NullMarked
package dev.mcpcentral.hub.egress;

import org.jspecify.annotations.NullMarked;
