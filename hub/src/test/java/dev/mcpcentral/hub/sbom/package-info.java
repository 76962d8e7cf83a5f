@NullMarked
package dev.mcpcentral.hub.sbom;

import org.jspecify.annotations.NullMarked;
