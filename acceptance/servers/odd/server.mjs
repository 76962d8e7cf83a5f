#!/usr/bin/env node
// An MCP server over stdio, without dependencies, that behaves or misbehaves as its first argument
// says: well | rubbish | exits | silent | floods | many. The tools exit, hang, spill and flood
// misbehave in the middle of a call.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const mode = process.argv[2] ?? 'well';
const MEGABYTE = 'x'.repeat(1 << 20);
let cancellations = 0;
const running = new Map();

const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const tool = (name, properties = {}) => ({
  name,
  description: `odd: ${name}`,
  inputSchema: { type: 'object', properties },
});

const LONG = 'a_tool_whose_name_is_far_too_long_for_what_model_providers_accept';
const TOOLS = [
  tool('echo', { text: { type: 'string' } }),
  tool('slow', { millis: { type: 'integer' } }),
  tool('cancellations'),
  tool('raw'),
  tool('whoami'),
  tool('read', { path: { type: 'string' } }),
  tool('write', { path: { type: 'string' } }),
  tool('connect', { host: { type: 'string' }, port: { type: 'integer' } }),
  tool('exit'),
  tool('hang'),
  tool('spill'),
  tool('flood', { megabytes: { type: 'integer' } }),
  tool(`${LONG}_one`),
  tool(`${LONG}_two`),
];

function list(cursor) {
  if (mode !== 'many') return { tools: TOOLS };
  const from = Number(cursor ?? 0);
  const tools = Array.from({ length: 250 }, (_, i) => tool(`tool_${String(from + i).padStart(4, '0')}`));
  return from + 250 < 2500 ? { tools, nextCursor: String(from + 250) } : { tools };
}

// Respects back pressure, so that it is the reader's memory that is tested and not ours.
async function flood(megabytes) {
  for (let i = 0; i < megabytes; i += 1) {
    if (!process.stdout.write(MEGABYTE)) await new Promise((go) => process.stdout.once('drain', go));
  }
}

function slow(id, { arguments: { millis = 1000 } = {}, _meta: { progressToken } = {} }) {
  const started = Date.now();
  const tick = () => {
    const elapsed = Math.min(Date.now() - started, millis);
    if (elapsed > 0 && progressToken !== undefined) {
      send({ method: 'notifications/progress', params: { progressToken, progress: elapsed, total: millis } });
    }
    if (elapsed < millis) return;
    clearInterval(running.get(id));
    running.delete(id);
    send({ id, result: text(`slept ${millis}`) });
  };
  running.set(id, setInterval(tick, 100));
}

// What a sandbox must prevent: the answer is "done" or the error's name.
function attempt(id, action) {
  try {
    action();
    send({ id, result: text('done') });
  } catch (error) {
    send({ id, result: text(error.code) });
  }
}

function reach(id, { host, port }) {
  const socket = connect({ host, port, timeout: 1500 });
  const answer = (outcome) => {
    socket.destroy();
    send({ id, result: text(outcome) });
  };
  socket.once('connect', () => answer('done'));
  socket.once('timeout', () => answer('ETIMEDOUT'));
  socket.once('error', (error) => answer(error.code));
}

async function call(id, params, line) {
  const { name, arguments: args = {} } = params;
  switch (name) {
    case 'echo': return send({ id, result: text(args.text ?? '') });
    case 'slow': return slow(id, params);
    case 'cancellations': return send({ id, result: text(cancellations) });
    case 'raw': return send({ id, result: text(line) });
    case 'whoami': return send({ id, result: text(process.getuid()) });
    case 'read': return attempt(id, () => readFileSync(args.path, 'utf8'));
    case 'write': return attempt(id, () => writeFileSync(args.path, 'written'));
    case 'connect': return reach(id, args);
    case 'exit': return process.exit(3);
    case 'hang': return undefined;
    case 'spill':
      process.stdout.write('this is not JSON\n{"half": \n\u0000\u0001\n[]\nnull\n42\n{"jsonrpc":"2.0","id":987654,"result":{}}\n');
      return send({ id, result: text('spilt') });
    case 'flood': return flood(args.megabytes ?? 1024);
    default:
      if (name.startsWith('tool_') || name.startsWith(LONG)) return send({ id, result: text(name) });
      return send({ id, error: { code: -32602, message: `Unknown tool: ${name}` } });
  }
}

async function handle(line) {
  const { id, method, params } = JSON.parse(line);
  switch (method) {
    case 'initialize':
      return send({
        id,
        result: {
          protocolVersion: '2025-06-18',
          capabilities: { tools: {} },
          serverInfo: { name: 'odd', version: '1.0.0' },
        },
      });
    case 'notifications/cancelled':
      cancellations += 1;
      clearInterval(running.get(params.requestId));
      running.delete(params.requestId);
      return undefined;
    case 'ping': return send({ id, result: {} });
    case 'tools/list': return send({ id, result: list(params?.cursor) });
    case 'tools/call': return call(id, params, line);
    default:
      if (id !== undefined) send({ id, error: { code: -32601, message: `Unknown method: ${method}` } });
      return undefined;
  }
}

if (mode === 'exits') process.exit(3);
if (mode === 'floods') await flood(1024);
if (mode === 'rubbish') process.stdout.write('Welcome to odd!\n\u001b[31mred\u001b[0m\n{"jsonrpc":\n');
process.stderr.write(`odd: ${mode}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  if (mode === 'silent') return;
  if (mode === 'rubbish') process.stdout.write(`DEBUG got ${line.length} characters\n`);
  handle(line);
}).on('close', () => process.exit(0));
