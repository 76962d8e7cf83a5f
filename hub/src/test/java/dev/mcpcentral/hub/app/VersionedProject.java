package dev.mcpcentral.hub.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small server of its own in a folder, whose next version is written over the last. */
final class VersionedProject {
  private final Path folder;

  VersionedProject(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("package.json"),
        "{\"name\":\"versioned\",\"version\":\"1.0.0\",\"type\":\"module\",\"main\":\"server.js\"}");
  }

  String source() {
    return "dir:" + folder;
  }

  void good(String version) throws IOException {
    write(version, "''", "false");
  }

  /** One that defines another tool, too. */
  void larger(String version) throws IOException {
    write(version, "''", "true");
  }

  void failingCalls(String version) throws IOException {
    write(version, "'calls'", "false");
  }

  void notStarting(String version) throws IOException {
    write(version, "'start'", "false");
  }

  private void write(String version, String broken, String extra) throws IOException {
    Files.writeString(
        folder.resolve("server.js"),
        """
        import { createInterface } from 'node:readline';
        const version = '%s', broken = %s, extra = %s;
        let count = 0;
        if (broken === 'start') process.exit(3);
        const tool = name => ({ name, description: 'tells the version', inputSchema: { type: 'object' } });
        const answers = {
          initialize: p => ({ protocolVersion: p.protocolVersion, capabilities: { tools: {} },
                              serverInfo: { name: 'versioned', version } }),
          'tools/list': () => ({ tools: [tool('version'), ...(extra ? [tool('extra')] : [])] }),
          'tools/call': () => ({ content: [{ type: 'text', text: `v${version} ${++count}` }],
                                 isError: broken === 'calls' }),
          ping: () => ({}),
        };
        createInterface({ input: process.stdin }).on('line', line => {
          const asked = JSON.parse(line);
          if (asked.id === undefined) return;
          const found = answers[asked.method];
          process.stdout.write(JSON.stringify(found
            ? { jsonrpc: '2.0', id: asked.id, result: found(asked.params) }
            : { jsonrpc: '2.0', id: asked.id, error: { code: -32601, message: 'no such method' } }) + '\\n');
        }).on('close', () => process.exit(0));
        """
            .formatted(version, broken, extra));
  }
}
