/** Tests of decisions. */
@NullMarked
package dev.mcpcentral.hub.policy;

import org.jspecify.annotations.NullMarked;
