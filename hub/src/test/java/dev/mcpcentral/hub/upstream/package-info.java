/** Tests of HTTP to one server. */
@NullMarked
package dev.mcpcentral.hub.upstream;

import org.jspecify.annotations.NullMarked;
