/** Tests of the strict reading of HTTP heads. */
@NullMarked
package dev.mcpcentral.protocol.http;

import org.jspecify.annotations.NullMarked;
