/**
 * From a source to something an engine can start: resolution, locks, base images, builds. Never
 * runs a package's code on the host.
 */
@NullMarked
package dev.mcpcentral.hub.image;

import org.jspecify.annotations.NullMarked;
