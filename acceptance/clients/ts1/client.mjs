// Drives an MCP server with the official TypeScript SDK 1.x: reads a plan on stdin, prints what happened.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { readPlan, runPlan } from '../plan.mjs';

const plan = await readPlan();
const transport = plan.command
  ? new StdioClientTransport({ command: plan.command[0], args: plan.command.slice(1), env: process.env })
  : new StreamableHTTPClientTransport(new URL(plan.url), { requestInit: { headers: plan.headers ?? {} } });
const client = new Client({ name: 'acceptance-ts1', version: '1' }, { capabilities: {} });
await client.connect(transport);
await runPlan(plan, {
  protocolVersion: () => transport.protocolVersion,
  listTools: (params) => client.listTools(params),
  callTool: (params, options) => client.callTool(params, undefined, options),
  close: async () => {
    await transport.terminateSession?.();
    await client.close();
  },
});
