/** Credentials to principals: clients' bearer tokens, and the operator's own credential. */
@NullMarked
package dev.mcpcentral.hub.identity;

import org.jspecify.annotations.NullMarked;
