/** Compose files: written so that Docker Compose runs what the hub would, and read as wishes. */
@NullMarked
package dev.mcpcentral.hub.compose;

import org.jspecify.annotations.NullMarked;
