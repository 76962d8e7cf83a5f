package dev.mcpcentral.cli.doctor;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked at.
 *
 * @param configuration the file, which need not exist
 * @param home the state folder, which need not exist
 * @param runningHub the process id of the hub of that folder
 */
public record Patient(
    Path configuration,
    Path home,
    Path userHome,
    Map<String, String> environment,
    Optional<Long> runningHub) {}
