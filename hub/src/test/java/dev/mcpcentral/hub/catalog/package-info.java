/** Tests of exposed names, lists and the capability cache. */
@NullMarked
package dev.mcpcentral.hub.catalog;

import org.jspecify.annotations.NullMarked;
