/** The bridge against a hub that does what a test says. */
@NullMarked
package dev.mcpcentral.cli.bridge;

import org.jspecify.annotations.NullMarked;
