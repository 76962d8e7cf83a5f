/** Tests of what the operator declared. */
@NullMarked
package dev.mcpcentral.hub.spec;

import org.jspecify.annotations.NullMarked;
