package dev.mcpcentral.bench;

import java.net.URI;

/**
 * Something that answers {@code tools/call}.
 *
 * @param name how results call it: {@code direct}, {@code nginx}, {@code hub-async}, {@code
 *     hub-durable}
 * @param tool the tool's name as this target exposes it
 * @param pid the process whose tree is charged for the calls
 */
record Target(String name, URI address, String tool, long pid) {
  static final String DIRECT = "direct";
  static final String NGINX = "nginx";

  static Target at(String name, int port, String tool, long pid) {
    return new Target(name, URI.create("http://127.0.0.1:" + port + "/mcp"), tool, pid);
  }
}
