/**
 * The shape of the whole code base, checked: packages, sizes, names, and what the documents say.
 */
@NullMarked
package dev.mcpcentral.hub;

import org.jspecify.annotations.NullMarked;
