#!/usr/bin/env node
// A server of revision 2026-07-28 for the conformance suite, and of no older one: stateless, on the
// official TypeScript SDK 2.x, with the Tasks extension. Usage: modern.mjs PORT
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { localhostHostValidation, toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  createRequestStateCodec,
  fromJsonSchema,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import { CHANGED_PROMPT, complete, PLAIN_PROMPTS, PLAIN_TOOLS, PROMPTS, read, RESOURCES, TEMPLATES, text, tool } from './content.mjs';
import { askable, ASKING_PROMPTS, ASKING_TOOLS } from './questions.mjs';
import { TASK_TOOLS, TASKS, handleTasks } from './tasks.mjs';

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const seal = createRequestStateCodec({ key: randomBytes(32), ttlSeconds: 600 });
const changing = { tools: false, prompts: false };

const capabilitiesOf = (context) => context.mcpReq.envelope?.[CAPABILITIES] ?? {};

/**
 * Answers input_required until every question of every round has its answer. The SDK refuses a
 * question that the client did not declare, with -32021.
 */
async function ask({ rounds, finish, modest, sealed }, args, context) {
  const given = context.mcpReq.inputResponses ?? {};
  const { answers } = context.mcpReq.requestState() ?? { answers: {} };
  for (const round of rounds) {
    const wanted = modest ? askable(round(args), capabilitiesOf(context)) : round(args);
    const missing = { ...wanted };
    for (const key of Object.keys(wanted)) {
      if (given[key] !== undefined) answers[key] ??= given[key];
      if (answers[key] !== undefined) delete missing[key];
    }
    if (Object.keys(missing).length > 0) {
      const stateful = sealed || Object.keys(answers).length > 0;
      const requestState = stateful ? await seal.mint({ answers }) : undefined;
      return { resultType: 'input_required', inputRequests: missing, ...(stateful && { requestState }) };
    }
  }
  return finish(answers);
}

async function logging({ mcpReq }) {
  for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await mcpReq.log('info', data);
    await sleep(50);
  }
  return text('logged');
}

async function progress({ mcpReq }) {
  const progressToken = mcpReq._meta?.progressToken;
  for (const done of [0, 50, 100]) {
    if (progressToken !== undefined) {
      const params = { progressToken, progress: done, total: 100 };
      await mcpReq.notify({ method: 'notifications/progress', params });
    }
    await sleep(50);
  }
  return text('progressed');
}

function change(what) {
  changing[what] = !changing[what];
  if (what === 'tools') handler.notify.toolsChanged();
  else handler.notify.promptsChanged();
  return text(`${what} changed`);
}

const ACTIVE_TOOLS = {
  test_tool_with_logging: logging,
  test_logging_tool: logging,
  test_tool_with_progress: progress,
  test_reconnection: () => text('there are no streams to come back to'),
  test_trigger_tool_change: () => change('tools'),
  test_trigger_prompt_change: () => change('prompts'),
};

async function getPrompt({ name, arguments: args = {} }, context) {
  if (PLAIN_PROMPTS[name]) return PLAIN_PROMPTS[name](args);
  if (ASKING_PROMPTS[name]) return ask(ASKING_PROMPTS[name], args, context);
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt: ${name}`);
}

function readResource({ uri }) {
  const found = read(uri);
  if (!found) throw new ResourceNotFoundError(uri);
  return found;
}

// name → {definition, run(arguments, context)}
const TOOLS = new Map();
const add = (definition, run) => TOOLS.set(definition.name, { definition, run });
for (const [name, answer] of Object.entries(PLAIN_TOOLS)) add(tool(name), answer);
for (const [name, run] of Object.entries(ACTIVE_TOOLS)) add(tool(name), (_, context) => run(context));
for (const [name, asking] of Object.entries(ASKING_TOOLS)) {
  add(tool(name), (args, context) => ask(asking, args, context));
}
for (const [definition, run] of TASK_TOOLS) {
  add(definition, (args, context) => run(args, context.mcpReq, capabilitiesOf(context)));
}
// Compiled once: a server is made per request.
const REGISTERED = [...TOOLS.values()].map(({ definition: { name, description, inputSchema }, run }) => [
  name,
  { description, inputSchema: fromJsonSchema(inputSchema) },
  run,
]);

/** In place of McpServer's own, which turns a tool's protocol errors into results. */
async function callTool({ name, arguments: args = {} }, context) {
  if (!TOOLS.has(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`);
  return TOOLS.get(name).run(args, context);
}

function newServer() {
  const mcp = new McpServer(
    { name: 'conformance-modern', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        completions: {},
        logging: {},
        extensions: { [TASKS]: {} },
      },
      requestState: { verify: seal.verify },
      cacheHints: { 'tools/list': { ttlMs: 1000, cacheScope: 'public' } },
    },
  );
  for (const registered of REGISTERED) mcp.registerTool(...registered);
  if (changing.tools) mcp.registerTool('test_changed_tool', { description: 'Comes and goes' }, () => text('here'));
  const on = (method, answer) =>
    mcp.server.setRequestHandler(method, ({ params }, context) => answer(params, context));
  on('tools/call', callTool);
  on('prompts/list', () => ({ prompts: changing.prompts ? [...PROMPTS, CHANGED_PROMPT] : PROMPTS }));
  on('prompts/get', getPrompt);
  on('resources/list', () => ({ resources: RESOURCES }));
  on('resources/templates/list', () => ({ resourceTemplates: TEMPLATES }));
  on('resources/read', readResource);
  on('completion/complete', ({ argument }) => complete(argument.value));
  handleTasks(mcp.server, capabilitiesOf);
  return mcp;
}

const port = Number(process.argv[2]);
const handler = createMcpHandler(newServer, { legacy: 'reject' });
const answer = toNodeHandler(handler);
const isLocal = localhostHostValidation();
createServer((request, response) => {
  if (isLocal(request, response)) answer(request, response);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/mcp`));
