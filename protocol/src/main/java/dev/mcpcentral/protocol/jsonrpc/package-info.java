/** One JSON-RPC 2.0 message, seen as slices of the bytes in which it arrived. */
@NullMarked
package dev.mcpcentral.protocol.jsonrpc;

import org.jspecify.annotations.NullMarked;
