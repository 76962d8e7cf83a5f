#!/usr/bin/env node
// A server of revision 2026-07-28 over stdio, on the official TypeScript SDK; it refuses the
// handshake of older revisions, so that a hub which does not probe for the era cannot use it.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

let cancellations = 0;
const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });

function server() {
  const mcp = new McpServer({ name: 'modern', version: '1.0.0' });
  const tool = (name, shape, run) =>
    mcp.registerTool(name, { description: name, inputSchema: z.object(shape) }, run);
  tool('echo', { text: z.string() }, async (args) => text(args.text));
  tool('cancellations', {}, async () => text(cancellations));
  tool('slow', { millis: z.number() }, async ({ millis }, context) => {
    const { signal, _meta, notify } = context.mcpReq;
    for (let elapsed = 100; elapsed <= millis; elapsed += 100) {
      await sleep(100);
      if (signal.aborted) {
        cancellations += 1;
        return text('cancelled');
      }
      if (_meta?.progressToken !== undefined) {
        const params = { progressToken: _meta.progressToken, progress: elapsed, total: millis };
        await notify({ method: 'notifications/progress', params });
      }
    }
    return text(`slept ${millis}`);
  });
  return mcp;
}

serveStdio(server, { legacy: 'reject' });
