/** Tests of the operator's API, over real sockets. */
@NullMarked
package dev.mcpcentral.hub.admin;

import org.jspecify.annotations.NullMarked;
