@NullMarked
package dev.mcpcentral.protocol.jsonrpc;

import org.jspecify.annotations.NullMarked;
