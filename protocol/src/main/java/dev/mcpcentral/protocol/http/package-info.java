/**
 * The head of an HTTP/1 request, read strictly: what two readers could read differently is refused.
 */
@NullMarked
package dev.mcpcentral.protocol.http;

import org.jspecify.annotations.NullMarked;
