/** Tests against the real Docker distribution, and against fakes that answer wrongly. */
@NullMarked
package dev.mcpcentral.hub.oci;

import org.jspecify.annotations.NullMarked;
