/**
 * Where servers run: Docker containers or sandboxed processes. Nothing outside this package knows
 * Docker.
 */
@NullMarked
package dev.mcpcentral.hub.engine;

import org.jspecify.annotations.NullMarked;
