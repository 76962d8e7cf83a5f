package dev.mcpcentral.hub.advisory;

/**
 * What an import brought.
 *
 * @param records that were read
 * @param unusable files that are no OSV record, or concern no ecosystem that we know
 * @param state what there is now
 */
public record ImportReport(long records, long unusable, DatabaseState state) {}
