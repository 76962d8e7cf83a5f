/** The gate that every image passes before it runs: known vulnerabilities, secrets, rights. */
@NullMarked
package dev.mcpcentral.hub.scan;

import org.jspecify.annotations.NullMarked;
