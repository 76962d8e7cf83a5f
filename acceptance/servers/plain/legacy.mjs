// Revision 2025-11-25: a handshake, sessions, and questions to the client on the stream of a call.
import { randomUUID } from 'node:crypto';
import { answer, call, CAPABILITIES, failure, question, WATCHED } from './tools.mjs';
import { exchange, reply, stream } from './sse.mjs';

/** A server with its sessions: id → {running, waiting, watches, send of its GET stream}. */
export function legacy() {
  const sessions = new Map();

  function initialize(message, response) {
    const session = { running: new Map(), waiting: new Map(), watches: new Set(), questions: 0 };
    const id = randomUUID();
    sessions.set(id, session);
    const serverInfo = { name: 'plain-legacy', version: '1.0.0' };
    const result = { protocolVersion: '2025-11-25', capabilities: CAPABILITIES, serverInfo };
    reply(response, 200, { id: message.id, result }, { 'mcp-session-id': id });
  }

  function asker(session, send) {
    return (message) => {
      const id = (session.questions += 1);
      send({ id, method: 'elicitation/create', params: question(message) });
      return new Promise((resolve) => session.waiting.set(id, resolve));
    };
  }

  async function carryOut(session, { id, params }, response) {
    const send = stream(response);
    const state = { cancelled: false };
    session.running.set(id, state);
    try {
      const more = { isCancelled: () => state.cancelled, ask: asker(session, send), touch };
      const result = await call(params, exchange(send, params, more));
      if (result) send({ id, result });
    } catch (error) {
      send({ id, error: failure(error) });
    } finally {
      session.running.delete(id);
      response.end();
    }
  }

  /** Notifications, and answers to our questions. */
  function hear(session, { id, method, params, result }, response) {
    if (method === undefined) {
      session.waiting.get(id)?.(result?.content?.word ?? 'refused');
      session.waiting.delete(id);
    }
    const state = method === 'notifications/cancelled' && session.running.get(params.requestId);
    if (state) state.cancelled = true;
    reply(response, 202);
  }

  function open(session, response) {
    session.send = stream(response);
    response.on('close', () => delete session.send);
  }

  function post(session, message, response) {
    if (message.method === undefined || message.id === undefined) return hear(session, message, response);
    if (message.method === 'tools/call') return carryOut(session, message, response);
    if (message.method === 'resources/subscribe') session.watches.add(message.params.uri);
    if (message.method === 'resources/unsubscribe') session.watches.delete(message.params.uri);
    const result = answer(message.method, message.params);
    const error = { code: -32601, message: `Unknown method: ${message.method}` };
    return reply(response, 200, { id: message.id, ...(result ? { result } : { error }) });
  }

  /** How many were told of an update. */
  function touch() {
    const told = [...sessions.values()].filter(({ send, watches }) => send && watches.has(WATCHED));
    for (const { send } of told) send({ method: 'notifications/resources/updated', params: { uri: WATCHED } });
    return told.length;
  }

  return {
    touch,

    async handle(request, message, response) {
      if (message?.method === 'initialize') return initialize(message, response);
      const id = request.headers['mcp-session-id'];
      const session = sessions.get(id);
      if (!session) return reply(response, id ? 404 : 400);
      if (request.method === 'GET') return open(session, response);
      if (request.method !== 'DELETE') return post(session, message, response);
      sessions.delete(id);
      return reply(response, 200);
    },
  };
}
