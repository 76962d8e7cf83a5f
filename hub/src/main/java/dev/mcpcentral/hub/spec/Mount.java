package dev.mcpcentral.hub.spec;

import java.nio.file.Path;

/**
 * A host folder or file shown to a server. {@code source} is absolute, {@code target} is an
 * absolute path in the container.
 */
public record Mount(Path source, String target, boolean readOnly) {}
