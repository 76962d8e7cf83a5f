/**
 * Tests of the measuring instruments: what they must notice, and that the documented figures are
 * the measured ones.
 */
@NullMarked
package dev.mcpcentral.bench;

import org.jspecify.annotations.NullMarked;
