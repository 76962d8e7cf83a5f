// Uses everything that a server offers, with the official TypeScript SDK 2.x: lists and calls all
// tools, reads all resources, gets all prompts, and accepts whatever it is asked. What fails is
// printed and no reason to stop: the server judges. Usage: drive.mjs URL legacy|modern
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, era] = process.argv.slice(2);
const planned = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}').toolCalls ?? [];

const client = new Client(
  { name: 'acceptance-drive', version: '1' },
  {
    capabilities: { elicitation: { form: {} }, sampling: {}, roots: {} },
    versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
  },
);
client.setRequestHandler('elicitation/create', ({ params }) => ({
  action: 'accept',
  content: fill(params.requestedSchema.properties),
}));

/** A value for every property: its default where it has one. */
function fill(properties = {}, tools = []) {
  const values = { string: 'some', number: 5, integer: 5, boolean: true, object: tools[0]?.inputSchema ?? {} };
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, schema]) => schema.type in values || schema.default !== undefined)
      .map(([name, schema]) => [name, schema.default ?? values[schema.type]]),
  );
}

async function attempt(what, action) {
  try {
    return await action();
  } catch (error) {
    console.log(`${what}: ${error.message}`);
    return undefined;
  }
}

await client.connect(new StreamableHTTPClientTransport(new URL(url)));
const { tools = [] } = (await attempt('tools/list', () => client.listTools())) ?? {};
const calls = planned.length
  ? planned
  : tools.map(({ name, inputSchema }) => ({ name, arguments: fill(inputSchema.properties, tools) }));
for (const call of calls) await attempt(`tools/call ${call.name}`, () => client.callTool(call));
const { prompts = [] } = (await attempt('prompts/list', () => client.listPrompts())) ?? {};
for (const { name } of prompts) await attempt(`prompts/get ${name}`, () => client.getPrompt({ name }));
const { resources = [] } = (await attempt('resources/list', () => client.listResources())) ?? {};
for (const { uri } of resources) await attempt(`resources/read ${uri}`, () => client.readResource({ uri }));
console.log(`used ${calls.length} tools, ${prompts.length} prompts, ${resources.length} resources`);
await client.close();
