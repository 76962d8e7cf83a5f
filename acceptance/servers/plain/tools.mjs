// What the plain server can do, whatever wire and era it is reached by.
//
// exchange, one for each call: token (of progress, or undefined), progress(done, message),
// log(data), ask(message) → the word that the client answers, isCancelled(), touch() → how many
// heard of an update.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
export const WATCHED = 'note://watched';
export const RESOURCES = [{ uri: WATCHED, name: 'watched', mimeType: 'text/plain' }];

const executions = process.env.EXECUTIONS;
const cancelled = [];

const string = { type: 'string' };
const integer = { type: 'integer' };
const tool = (name, properties = {}) => ({
  name,
  description: `plain: ${name}`,
  inputSchema: { type: 'object', properties },
});

export const TOOLS = [
  tool('echo', { text: string }),
  tool('secret', { secret: string, millis: integer, steps: integer, stubborn: { type: 'boolean' } }),
  tool('ask', { secret: string }),
  tool('cancelled'),
  tool('count', { key: string }),
  tool('execute', { key: string }),
  tool('die', { key: string }),
  tool('touch'),
];

/** Says the secret in every report and at the end, and nothing more once it is cancelled, unless it is stubborn. */
async function secret({ secret: said, millis = 0, steps = 1, stubborn = false }, exchange) {
  for (let step = 1; step <= steps; step += 1) {
    await sleep(millis / steps);
    if (exchange.isCancelled() && !stubborn) {
      cancelled.push(said);
      return undefined;
    }
    exchange.progress(step, said);
    exchange.log(said);
  }
  return text(said);
}

/** Written down outside of the process, which may be about to die. */
function execute(key) {
  appendFileSync(executions, `${key}\n`);
}

function count(key) {
  const lines = existsSync(executions) ? readFileSync(executions, 'utf8').split('\n') : [];
  return lines.filter((line) => line === key).length;
}

/** The result, or undefined when there is nobody to answer any more. */
export async function call({ name, arguments: args = {} }, exchange) {
  switch (name) {
    case 'echo': return text(args.text ?? '');
    case 'secret': return secret(args, exchange);
    case 'ask': return text(`${args.secret} ${await exchange.ask(args.secret)}`);
    case 'cancelled': return text(JSON.stringify(cancelled));
    case 'count': return text(count(args.key));
    case 'execute': execute(args.key); return text('executed');
    case 'touch': return text(exchange.touch());
    case 'die': execute(args.key); return process.exit(3);
    default: throw Object.assign(new Error(`Unknown tool: ${name}`), { code: -32602 });
  }
}

/** The question of the tool ask: a form with one field. */
export const question = (message) => ({
  mode: 'form',
  message,
  requestedSchema: { type: 'object', properties: { word: string }, required: ['word'] },
});

/** Answers that need nothing but the request; undefined for a method that is not known. */
export function answer(method, params) {
  switch (method) {
    case 'ping':
    case 'logging/setLevel':
    case 'resources/subscribe':
    case 'resources/unsubscribe': return {};
    case 'tools/list': return { tools: TOOLS };
    case 'resources/list': return { resources: RESOURCES };
    case 'resources/templates/list': return { resourceTemplates: [] };
    case 'resources/read':
      return { contents: [{ uri: params.uri, mimeType: 'text/plain', text: 'watched' }] };
    default: return undefined;
  }
}

export const CAPABILITIES = {
  tools: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  logging: {},
};
export const failure = (error) => ({ code: error.code ?? -32603, message: error.message });
