/** What an image consists of: its layers read with suspicion, the packages in them, the SBOM. */
@NullMarked
package dev.mcpcentral.hub.sbom;

import org.jspecify.annotations.NullMarked;
