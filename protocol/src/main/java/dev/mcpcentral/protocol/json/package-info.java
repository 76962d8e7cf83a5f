/**
 * JSON as bytes: slices of a document, the check that bytes are text, and a buffer to splice them
 * into.
 */
@NullMarked
package dev.mcpcentral.protocol.json;

import org.jspecify.annotations.NullMarked;
