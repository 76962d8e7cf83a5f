/** The pipeline: resolve, decide, record, carry out, record. */
@NullMarked
package dev.mcpcentral.hub.dispatch;

import org.jspecify.annotations.NullMarked;
