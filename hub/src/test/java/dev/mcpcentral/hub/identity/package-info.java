/** Tests of credentials. */
@NullMarked
package dev.mcpcentral.hub.identity;

import org.jspecify.annotations.NullMarked;
