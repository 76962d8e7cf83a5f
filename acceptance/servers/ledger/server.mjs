#!/usr/bin/env node
// An MCP server over stdio, without dependencies, that writes down every call that it carries out,
// so that a test can tell whether one was lost or carried out twice. What distinguishes one release
// from another is in release.json: its version, its fault (none | start | calls) and how it
// describes its tool. Answers are "VERSION INSTANCE COUNT": COUNT is how many entries this instance
// has written.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

const release = JSON.parse(readFileSync(new URL('release.json', import.meta.url), 'utf8'));
const LEDGER = '/ledger/entries';
const kept = existsSync('/ledger');
const instance = randomUUID().slice(0, 8);
let count = 0;

const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const TOOLS = [
  {
    name: 'note',
    description: release.description,
    inputSchema: { type: 'object', properties: { entry: { type: 'string' } }, required: ['entry'] },
  },
];

function note(id, entry) {
  if (release.fault === 'calls') return send({ id, error: { code: -32603, message: 'The ink has run out' } });
  count += 1;
  if (kept) appendFileSync(LEDGER, `${release.version} ${instance} ${entry}\n`);
  return send({ id, result: { content: [{ type: 'text', text: `${release.version} ${instance} ${count}` }] } });
}

function handle({ id, method, params }) {
  switch (method) {
    case 'initialize':
      return send({
        id,
        result: {
          protocolVersion: '2025-06-18',
          capabilities: { tools: {} },
          serverInfo: { name: 'ledger', version: release.version },
        },
      });
    case 'ping': return send({ id, result: {} });
    case 'tools/list': return send({ id, result: { tools: TOOLS } });
    case 'tools/call': return note(id, params.arguments.entry);
    default:
      if (id !== undefined) send({ id, error: { code: -32601, message: `Unknown method: ${method}` } });
      return undefined;
  }
}

if (release.fault === 'start') process.exit(3);
createInterface({ input: process.stdin })
  .on('line', (line) => handle(JSON.parse(line)))
  .on('close', () => process.exit(0));
