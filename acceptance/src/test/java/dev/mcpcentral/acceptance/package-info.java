/**
 * The built product seen from outside: real containers, foreign clients, raw bytes and faults.
 * Nothing here uses the product's own classes, because a shared mistake would be invisible.
 */
@NullMarked
package dev.mcpcentral.acceptance;

import org.jspecify.annotations.NullMarked;
