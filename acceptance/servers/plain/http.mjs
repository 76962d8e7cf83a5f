#!/usr/bin/env node
// Plain servers over Streamable HTTP, without dependencies, many in one process, each on a port of
// its own. Usage: http.mjs legacy:PORT modern:PORT hung:PORT …; hung accepts and never answers.
// POST /touch makes every subscriber hear that the watched resource was updated.
import { createServer } from 'node:http';
import { createServer as createListener } from 'node:net';
import { legacy } from './legacy.mjs';
import { modern } from './modern.mjs';

const ERAS = { legacy, modern };

async function body(request) {
  let all = '';
  for await (const chunk of request) all += chunk;
  return all === '' ? undefined : JSON.parse(all);
}

function listen(era, port) {
  const server = ERAS[era]();
  return createServer(async (request, response) => {
    if (request.url === '/touch') {
      response.end(`${server.touch()}\n`);
    } else {
      await server.handle(request, await body(request), response);
    }
  }).listen(port, '127.0.0.1');
}

for (const argument of process.argv.slice(2)) {
  const [era, port] = argument.split(':');
  if (era === 'hung') createListener(() => {}).listen(Number(port), '127.0.0.1');
  else listen(era, Number(port));
}
