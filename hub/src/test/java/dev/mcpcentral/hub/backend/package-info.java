/** Tests of speaking with one server. */
@NullMarked
package dev.mcpcentral.hub.backend;

import org.jspecify.annotations.NullMarked;
