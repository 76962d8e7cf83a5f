@NullMarked
package dev.mcpcentral.hub.advisory;

import org.jspecify.annotations.NullMarked;
