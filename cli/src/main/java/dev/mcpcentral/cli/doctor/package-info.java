/** What {@code doctor} looks at: everything that a hub needs, each with what to do about it. */
@NullMarked
package dev.mcpcentral.cli.doctor;

import org.jspecify.annotations.NullMarked;
