// Drives an MCP server with the official TypeScript SDK 2.x, in the era that the plan names.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { readPlan, runPlan } from '../plan.mjs';

const plan = await readPlan();
const transport = plan.command
  ? new StdioClientTransport({ command: plan.command[0], args: plan.command.slice(1), env: process.env })
  : new StreamableHTTPClientTransport(new URL(plan.url), { requestInit: { headers: plan.headers ?? {} } });
const mode = plan.era === 'modern' ? { pin: '2026-07-28' } : plan.era;
const client = new Client(
  { name: 'acceptance-ts2', version: '1' },
  { capabilities: {}, versionNegotiation: { mode } },
);
await client.connect(transport);
await runPlan(plan, {
  protocolVersion: () => client.getNegotiatedProtocolVersion(),
  listTools: (params) => client.listTools(params),
  callTool: (params, options) => client.callTool(params, options),
  close: () => client.close(),
});
