/** Tests of the command line against the real admin API. */
@NullMarked
package dev.mcpcentral.cli;

import org.jspecify.annotations.NullMarked;
