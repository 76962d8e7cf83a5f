/**
 * Known servers: the catalog that comes with the product, and catalogs of others, of which nothing
 * is believed.
 */
@NullMarked
package dev.mcpcentral.hub.registry;

import org.jspecify.annotations.NullMarked;
