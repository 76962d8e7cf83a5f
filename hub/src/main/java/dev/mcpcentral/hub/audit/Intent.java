package dev.mcpcentral.hub.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, by whom, and what was decided.
 *
 * @param surface where it came in: {@code mcp}, {@code bridge}, {@code admin}, {@code a2a}
 * @param era {@code legacy} or {@code modern}
 * @param method the protocol's method, for example {@code tools/call}
 * @param target the exposed name that was asked for, if the method has one (as the client wrote it,
 *     cut to 256 characters)
 * @param server the server it leads to, when it leads to one
 * @param digest the image digest behind that server
 * @param definition SHA-256 of the tool's definition, in hex
 * @param decision {@code permitted} or {@code denied}
 * @param reason why it was denied
 * @param argumentsSha256 hash of the argument bytes as received and forwarded, in hex
 */
public record Intent(
    Instant time,
    String principal,
    String surface,
    String era,
    String method,
    @Nullable String client,
    @Nullable String target,
    @Nullable String server,
    @Nullable String tool,
    @Nullable String digest,
    @Nullable String definition,
    long policyVersion,
    String decision,
    @Nullable String reason,
    @Nullable String argumentsSha256) {}
