// Revision 2026-07-28, and no older one: stateless.
import { answer, call, CAPABILITIES, failure, question, WATCHED } from './tools.mjs';
import { exchange, reply, stream } from './sse.mjs';

const PREFIX = 'io.modelcontextprotocol/';
const CACHING = { ttlMs: 0, cacheScope: 'public' };
const REMOVED = ['ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe'];

/** Thrown to ask the client, which then calls again. */
class InputRequired extends Error {}

export function modern() {
  const listeners = new Set();

  function asker({ inputResponses }) {
    return async (message) => {
      if (!inputResponses?.word) throw new InputRequired(message);
      return inputResponses.word.content?.word ?? 'refused';
    };
  }

  async function carryOut({ id, params }, response) {
    const send = stream(response);
    const state = { cancelled: false, ended: false };
    response.on('close', () => { state.cancelled = !state.ended; });
    const level = params._meta?.[`${PREFIX}logLevel`];
    const talk = exchange(send, params, { isCancelled: () => state.cancelled, ask: asker(params), touch });
    try {
      const result = await call(params, { ...talk, log: (data) => level && talk.log(data) });
      if (result) send({ id, result: { resultType: 'complete', ...result } });
    } catch (error) {
      send(error instanceof InputRequired ? { id, result: required(error.message) } : { id, error: failure(error) });
    }
    state.ended = true;
    response.end();
  }

  const required = (message) => ({
    resultType: 'input_required',
    inputRequests: { word: { method: 'elicitation/create', params: question(message) } },
  });

  function listen({ id, params: { notifications } }, response) {
    const send = stream(response);
    const _meta = { [`${PREFIX}subscriptionId`]: id };
    const listener = {
      uris: notifications.resourceSubscriptions ?? [],
      send: (method, params) => send({ method, params: { ...params, _meta } }),
    };
    listeners.add(listener);
    response.on('close', () => listeners.delete(listener));
    listener.send('notifications/subscriptions/acknowledged', { notifications });
  }

  function discover() {
    return { supportedVersions: ['2026-07-28'], capabilities: CAPABILITIES, ...CACHING };
  }

  /** How many were told of an update. */
  function touch() {
    const told = [...listeners].filter(({ uris }) => uris.includes(WATCHED));
    for (const { send } of told) send('notifications/resources/updated', { uri: WATCHED });
    return told.length;
  }

  return {
    touch,

    async handle(request, message, response) {
      if (request.method !== 'POST') return reply(response, 405);
      const { id, method, params } = message;
      if (params?._meta?.[`${PREFIX}protocolVersion`] === undefined) {
        const error = { code: -32602, message: 'this server speaks 2026-07-28 only' };
        return reply(response, 400, { id, error });
      }
      if (method === 'tools/call') return carryOut(message, response);
      if (method === 'subscriptions/listen') return listen(message, response);
      const known = REMOVED.includes(method) ? undefined : answer(method, params);
      const result = method === 'server/discover' ? discover() : known && { ...known, ...CACHING };
      if (!result) return reply(response, 404, { id, error: { code: -32601, message: `Unknown method: ${method}` } });
      return reply(response, 200, { id, result: { resultType: 'complete', ...result } });
    },
  };
}
