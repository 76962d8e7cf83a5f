#!/usr/bin/env node
// The plain server over stdio, revision 2025-11-25, without dependencies.
// Usage: stdio.mjs [floods]: with it, notifications follow each other for ever, as fast as they are
// read.
import { createInterface } from 'node:readline';
import { answer, call, CAPABILITIES, failure, question } from './tools.mjs';

const running = new Map();
const waiting = new Map();
let questions = 0;

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const notify = (method, params) => send({ method, params });

function ask(message) {
  const id = `question ${(questions += 1)}`;
  send({ id, method: 'elicitation/create', params: question(message) });
  return new Promise((resolve) => waiting.set(id, resolve));
}

async function carryOut(id, params) {
  const state = { cancelled: false };
  const progressToken = params._meta?.progressToken;
  running.set(id, state);
  try {
    const result = await call(params, {
      isCancelled: () => state.cancelled,
      progress: (progress, message) =>
        progressToken !== undefined && notify('notifications/progress', { progressToken, progress, message }),
      log: (data) => notify('notifications/message', { level: 'info', data }),
      ask,
      touch: () => 0,
    });
    if (result) send({ id, result });
  } catch (error) {
    send({ id, error: failure(error) });
  } finally {
    running.delete(id);
  }
}

async function flood() {
  const line = `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x'.repeat(200) } })}\n`;
  const changed = `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' })}\n`;
  for (;;) {
    const more = process.stdout.write(line.repeat(100) + changed);
    await new Promise((go) => (more ? setImmediate(go) : process.stdout.once('drain', go)));
  }
}

function handle({ id, method, params, result }) {
  if (method === undefined) return waiting.get(id)?.(result?.content?.word ?? 'refused');
  if (method === 'notifications/cancelled') {
    const state = running.get(params.requestId);
    if (state) state.cancelled = true;
    return undefined;
  }
  if (method === 'notifications/initialized' && process.argv[2] === 'floods') return flood();
  if (id === undefined) return undefined;
  if (method === 'tools/call') return carryOut(id, params);
  if (method === 'initialize') {
    const serverInfo = { name: 'plain', version: '1.0.0' };
    return send({ id, result: { protocolVersion: '2025-11-25', capabilities: CAPABILITIES, serverInfo } });
  }
  const known = answer(method, params);
  return send({ id, ...(known ? { result: known } : { error: { code: -32601, message: `Unknown method: ${method}` } }) });
}

createInterface({ input: process.stdin }).on('line', (line) => handle(JSON.parse(line))).on('close', () => process.exit(0));
