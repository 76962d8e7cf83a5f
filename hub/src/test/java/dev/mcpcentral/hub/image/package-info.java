/** Tests of turning sources into images; those tagged {@code docker} need an engine. */
@NullMarked
package dev.mcpcentral.hub.image;

import org.jspecify.annotations.NullMarked;
