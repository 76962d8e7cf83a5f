/** Tests of compose files. */
@NullMarked
package dev.mcpcentral.hub.compose;

import org.jspecify.annotations.NullMarked;
