/** Tests of JSON as bytes, against the platform's and Jackson's own reading of them. */
@NullMarked
package dev.mcpcentral.protocol.json;

import org.jspecify.annotations.NullMarked;
