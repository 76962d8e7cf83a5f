// The tour on the official TypeScript SDK 2.x, in either era, over HTTP or over stdio
// with a command that is given the URL. Usage: tour.mjs URL legacy|auto|modern [COMMAND ARGUMENT…]
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { filled, sampled, tour } from '../tour.mjs';

const [url, era, command, ...args] = process.argv.slice(2);
const client = new Client(
  { name: 'acceptance-tour-2', version: '1' },
  {
    capabilities: { sampling: {}, elicitation: { form: {} } },
    versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : era },
  },
);
client.setRequestHandler('sampling/createMessage', sampled);
client.setRequestHandler('elicitation/create', ({ params }) => filled(params));
await client.connect(
  command
    ? new StdioClientTransport({ command, args: [...args, url], env: process.env })
    : new StreamableHTTPClientTransport(new URL(url)),
);

async function watch(uri, heard) {
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => params.uri === uri && heard(params.uri));
  if (client.getNegotiatedProtocolVersion() !== '2026-07-28') {
    await client.subscribeResource({ uri });
    return () => client.unsubscribeResource({ uri });
  }
  const subscription = await client.listen({ resourceSubscriptions: [uri] });
  return () => subscription.close();
}
const call = (name, args, options) => client.callTool({ name, arguments: args }, options);
const seen = await tour(client, call, watch);
await client.close();
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
