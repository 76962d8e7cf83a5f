// Answers as event streams, and the exchange of a call over one.

export const reply = (response, status, message, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(message === undefined ? undefined : JSON.stringify({ jsonrpc: '2.0', ...message }));
};

/** Begins an event stream; gives the function that puts a message on it. */
export function stream(response, headers = {}) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers });
  response.flushHeaders();
  return (message) => response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
}

/** What a call says while it runs. */
export function exchange(send, { _meta: { progressToken } = {} }, more) {
  const notify = (method, params) => send({ method, params });
  return {
    progress: (progress, message) =>
      progressToken !== undefined && notify('notifications/progress', { progressToken, progress, message }),
    log: (data) => notify('notifications/message', { level: 'info', data }),
    ...more,
  };
}
