/** Tests of what changes in bytes between server and client. */
@NullMarked
package dev.mcpcentral.hub.translate;

import org.jspecify.annotations.NullMarked;
