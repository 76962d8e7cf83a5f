/**
 * Image registries: the client of the OCI distribution API, pushing images and what belongs to
 * them, and the registry of this machine.
 */
@NullMarked
package dev.mcpcentral.hub.oci;

import org.jspecify.annotations.NullMarked;
