/** Known vulnerabilities: imported OSV data, and which packages they concern; no network. */
@NullMarked
package dev.mcpcentral.hub.advisory;

import org.jspecify.annotations.NullMarked;
