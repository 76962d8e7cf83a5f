@NullMarked
package dev.mcpcentral.hub.scan;

import org.jspecify.annotations.NullMarked;
