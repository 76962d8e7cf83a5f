/** Tests of the pipeline, with an audit log and backends that fail on demand. */
@NullMarked
package dev.mcpcentral.hub.dispatch;

import org.jspecify.annotations.NullMarked;
