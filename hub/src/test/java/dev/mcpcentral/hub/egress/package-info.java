/** Tests of the way out of containers, with sockets of this machine's loopback network. */
@NullMarked
package dev.mcpcentral.hub.egress;

import org.jspecify.annotations.NullMarked;
