#!/usr/bin/env node
// A server of revision 2025-11-25 for the conformance suite: Streamable HTTP with sessions and
// resumable streams, on the official TypeScript SDK 1.x. Usage: legacy.mjs PORT
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import * as mcp from '@modelcontextprotocol/sdk/types.js';
import { CHANGED_PROMPT, complete, PLAIN_PROMPTS, PLAIN_TOOLS, PROMPTS, read, RESOURCES, TEMPLATES, text, tool } from './content.mjs';
import { askable, ASKING_PROMPTS, ASKING_TOOLS } from './questions.mjs';

const RESOURCE_NOT_FOUND = -32002;
const REPLY = {
  'elicitation/create': mcp.ElicitResultSchema,
  'sampling/createMessage': mcp.CreateMessageResultSchema,
  'roots/list': mcp.ListRootsResultSchema,
};
const sessions = new Map();
const changing = { tools: false, prompts: false };

/** Asks every question as a request of its own, all of a round at the same time. */
async function ask({ rounds, finish, careless, modest }, args, server, extra) {
  const capabilities = server.getClientCapabilities() ?? {};
  const answers = {};
  for (const round of rounds) {
    const wanted = round(args);
    const possible = askable(wanted, capabilities);
    if (!careless && !modest && Object.keys(possible).length < Object.keys(wanted).length) {
      return { ...text('This needs more than the client can do.'), isError: true };
    }
    const asked = Object.entries(careless ? wanted : possible).map(async ([key, question]) => {
      answers[key] = await extra.sendRequest(question, REPLY[question.method]);
    });
    await Promise.all(asked);
  }
  return finish(answers);
}

async function logging(server, extra) {
  for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
    await sleep(50);
  }
  return text('logged');
}

async function progress(server, extra) {
  const progressToken = extra._meta?.progressToken;
  for (const done of [0, 50, 100]) {
    if (progressToken !== undefined) {
      const params = { progressToken, progress: done, total: 100 };
      await extra.sendNotification({ method: 'notifications/progress', params });
    }
    await sleep(50);
  }
  return text('progressed');
}

/** Ends the stream of its own call: the client comes back for the answer with Last-Event-ID. */
async function reconnection(server, extra) {
  await sleep(50);
  extra.closeSSEStream?.();
  await sleep(100);
  return text('after the reconnection');
}

async function change(what) {
  changing[what] = !changing[what];
  const method = `notifications/${what}/list_changed`;
  await Promise.all([...sessions.values()].map(({ server }) => server.notification({ method })));
  return text(`${what} changed`);
}

const ACTIVE_TOOLS = {
  test_tool_with_logging: logging,
  test_logging_tool: logging,
  test_tool_with_progress: progress,
  test_reconnection: reconnection,
  test_trigger_tool_change: () => change('tools'),
  test_trigger_prompt_change: () => change('prompts'),
};
const TOOL_NAMES = [PLAIN_TOOLS, ACTIVE_TOOLS, ASKING_TOOLS].flatMap(Object.keys);

function listTools() {
  return { tools: [...TOOL_NAMES, ...(changing.tools ? ['test_changed_tool'] : [])].map((name) => tool(name)) };
}

function listPrompts() {
  return { prompts: changing.prompts ? [...PROMPTS, CHANGED_PROMPT] : PROMPTS };
}

async function callTool({ name, arguments: args = {} }, server, extra) {
  if (PLAIN_TOOLS[name]) return PLAIN_TOOLS[name](args);
  if (ACTIVE_TOOLS[name]) return ACTIVE_TOOLS[name](server, extra);
  if (ASKING_TOOLS[name]) return ask(ASKING_TOOLS[name], args, server, extra);
  throw new mcp.McpError(mcp.ErrorCode.InvalidParams, `Unknown tool: ${name}`);
}

async function getPrompt({ name, arguments: args = {} }, server, extra) {
  if (PLAIN_PROMPTS[name]) return PLAIN_PROMPTS[name](args);
  if (ASKING_PROMPTS[name]) return ask(ASKING_PROMPTS[name], args, server, extra);
  throw new mcp.McpError(mcp.ErrorCode.InvalidParams, `Unknown prompt: ${name}`);
}

function readResource({ uri }) {
  const found = read(uri);
  if (!found) throw new mcp.McpError(RESOURCE_NOT_FOUND, 'Resource not found', { uri });
  return found;
}

function newServer() {
  const server = new Server(
    { name: 'conformance-legacy', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        completions: {},
        logging: {},
      },
    },
  );
  const on = (schema, answer) =>
    server.setRequestHandler(schema, ({ params }, extra) => answer(params, server, extra));
  on(mcp.ListToolsRequestSchema, listTools);
  on(mcp.CallToolRequestSchema, callTool);
  on(mcp.ListPromptsRequestSchema, listPrompts);
  on(mcp.GetPromptRequestSchema, getPrompt);
  on(mcp.ListResourcesRequestSchema, () => ({ resources: RESOURCES }));
  on(mcp.ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: TEMPLATES }));
  on(mcp.ReadResourceRequestSchema, readResource);
  on(mcp.SubscribeRequestSchema, () => ({}));
  on(mcp.UnsubscribeRequestSchema, () => ({}));
  on(mcp.CompleteRequestSchema, ({ argument }) => complete(argument.value));
  return server;
}

/** Remembers what was sent on each stream, so that a client may come back for the rest. */
class Events {
  #events = [];

  async storeEvent(streamId, message) {
    this.#events.push({ streamId, message });
    return String(this.#events.length - 1);
  }

  async replayEventsAfter(lastEventId, { send }) {
    const { streamId } = this.#events[Number(lastEventId)];
    for (let i = Number(lastEventId) + 1; i < this.#events.length; i += 1) {
      const { streamId: stream, message } = this.#events[i];
      if (stream === streamId && Object.keys(message).length > 0) await send(String(i), message);
    }
    return streamId;
  }
}

async function newSession() {
  const server = newServer();
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    eventStore: new Events(),
    retryInterval: 200,
    onsessioninitialized: (id) => sessions.set(id, { server, transport }),
    onsessionclosed: (id) => sessions.delete(id),
    enableDnsRebindingProtection: true,
    allowedHosts: [`127.0.0.1:${port}`, `localhost:${port}`],
  });
  await server.connect(transport);
  return transport;
}

async function serve(request, response) {
  const id = request.headers['mcp-session-id'];
  if (id === undefined) return (await newSession()).handleRequest(request, response);
  const session = sessions.get(id);
  if (session) return session.transport.handleRequest(request, response);
  return response.writeHead(404, { 'content-type': 'application/json' }).end(
    JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }),
  );
}

const port = Number(process.argv[2]);
createServer(serve).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/mcp`));
