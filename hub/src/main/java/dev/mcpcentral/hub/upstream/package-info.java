/** HTTP to one server: its connections, exchanges over them, answers whole or as event streams. */
@NullMarked
package dev.mcpcentral.hub.upstream;

import org.jspecify.annotations.NullMarked;
