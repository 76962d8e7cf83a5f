// The tour on the official TypeScript SDK 1.x, over HTTP or over stdio: through mcp-remote, or
// through a command that is given the URL. Usage: tour.mjs URL [--remote | COMMAND ARGUMENT…]
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { filled, sampled, tour } from '../tour.mjs';

const [url, ...command] = process.argv.slice(2);
const bridge = fileURLToPath(new URL('../remote/node_modules/mcp-remote/dist/proxy.js', import.meta.url));
const [program, ...args] = command[0] === '--remote'
  ? [process.execPath, bridge, url, '--allow-http', '--protocol', 'auto']
  : [...command, url];
const transport = command.length > 0
  ? new StdioClientTransport({ command: program, args, env: process.env })
  : new StreamableHTTPClientTransport(new URL(url));
const client = new Client({ name: 'acceptance-tour-1', version: '1' }, { capabilities: { sampling: {}, elicitation: {} } });
client.setRequestHandler(CreateMessageRequestSchema, sampled);
client.setRequestHandler(ElicitRequestSchema, ({ params }) => filled(params));
await client.connect(transport);

async function watch(uri, heard) {
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => params.uri === uri && heard(params.uri));
  await client.subscribeResource({ uri });
  return () => client.unsubscribeResource({ uri });
}
const call = (name, args, options) => client.callTool({ name, arguments: args }, undefined, options);
const seen = await tour(client, call, watch);
await transport.terminateSession?.();
await client.close();
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
