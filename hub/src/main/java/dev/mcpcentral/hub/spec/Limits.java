package dev.mcpcentral.hub.spec;

/**
 * What a server may use.
 *
 * @param memoryBytes with its scratch space, which is memory too; there is no swap
 * @param cpus processors, a fraction is a share of one
 * @param pids processes and threads
 * @param files open files and sockets of each process
 * @param tmpBytes each place that is writable and not declared: {@code /tmp}, and what an image
 *     declares as VOLUME
 */
public record Limits(long memoryBytes, double cpus, int pids, int files, long tmpBytes) {}
