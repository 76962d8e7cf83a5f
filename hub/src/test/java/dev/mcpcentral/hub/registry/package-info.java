/** Tests of known servers and of what strangers' catalogs may say. */
@NullMarked
package dev.mcpcentral.hub.registry;

import org.jspecify.annotations.NullMarked;
