/** Tests of the package of the same name. */
@NullMarked
package dev.mcpcentral.hub.audit;

import org.jspecify.annotations.NullMarked;
