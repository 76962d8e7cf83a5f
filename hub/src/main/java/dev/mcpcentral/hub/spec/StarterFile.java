package dev.mcpcentral.hub.spec;

/** What a first {@code up} writes: three published servers that need no credential. */
final class StarterFile {
  static final String TEXT =
      """
      # MCP Central: everything you declare is in this file.
      #
      # Edits are live, no restart needed; a mistake changes nothing and is reported with its line.
      # `mcp-central add NAME SOURCE` and `mcp-central remove NAME` edit it, too, and keep comments.

      auth:
        # Programs on this machine (127.0.0.1) may connect without a token.
        # Remove this line to ask everybody for one: `mcp-central token create NAME`.
        anonymous: loopback

      # Where the hub listens; these are the defaults.
      # listen: {mcp: 127.0.0.1:3010, a2a: 127.0.0.1:3011, bridge: 127.0.0.1:3012, admin: 127.0.0.1:3013}

      audit:
        # durable: a call goes on once its record is on disk. async: faster, and a power cut may lose
        # the last 200 ms of records.
        durability: durable

      servers:
        # Notes that survive restarts, as a graph of entities and relations.
        memory:
          source: npm:@modelcontextprotocol/server-memory
          risk: low
          volumes: [{name: memory, target: /data}]
          env: {MEMORY_FILE_PATH: /data/memory.jsonl}

        # Thinking in numbered steps. Needs nothing, reaches nothing.
        sequential-thinking:
          source: npm:@modelcontextprotocol/server-sequential-thinking
          risk: low

        # Files of one folder, next to this file. The server sees nothing else of this machine.
        filesystem:
          source: npm:@modelcontextprotocol/server-filesystem
          risk: medium
          args: [/workspace]
          mounts: [{source: ./workspace, target: /workspace, mode: rw}]

        # More examples; take away the '#' to try one.
        # fetch:
        #   source: pypi:mcp-server-fetch
        #   network: open              # none unless you say so
        # remote:
        #   source: url:https://mcp.example.com/mcp
      """;

  private StarterFile() {}
}
