/** Tests of the package of the same name. */
@NullMarked
package dev.mcpcentral.hub.store;

import org.jspecify.annotations.NullMarked;
