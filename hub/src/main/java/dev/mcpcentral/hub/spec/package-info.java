/**
 * What the operator declared: the configuration file, server specs, risk levels and their floors.
 */
@NullMarked
package dev.mcpcentral.hub.spec;

import org.jspecify.annotations.NullMarked;
