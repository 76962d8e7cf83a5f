// Starts the built hub in front of one server, for as long as some work takes.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LAUNCHER = process.env.MCP_CENTRAL ?? fileURLToPath(new URL('../../../mcp-central', import.meta.url));
const READY_LIMIT_MS = 60_000;

/** A port of the loopback interface that is free now. */
export function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

async function until(limit, what, isSo) {
  const deadline = Date.now() + limit;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${limit} ms: ${what()}`);
    await sleep(50);
  }
}

export const answers = async (url, status = 200) =>
  (await fetch(url).catch(() => ({ status: 0 }))).status === status;

function configuration(ports, backend, era) {
  const [mcp, a2a, bridge, admin] = ports.map((port) => `127.0.0.1:${port}`);
  return [
    'auth: {anonymous: loopback}',
    `listen: {mcp: "${mcp}", a2a: "${a2a}", bridge: "${bridge}", admin: "${admin}"}`,
    'servers:',
    `  fixture: {source: "url:${backend}", era: ${era}}`,
    '',
  ].join('\n');
}

/** Waits for a process to end. */
export const ended = (child) =>
  child.exitCode === null && child.signalCode === null ? new Promise((go) => child.once('exit', go)) : undefined;

/** Runs work(url of the server's own endpoint) with a hub whose one server is at backend. */
export async function withHub(backend, era, work) {
  const home = mkdtempSync(join(tmpdir(), 'conformance-hub-'));
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const file = join(home, 'mcp-central.yaml');
  const log = join(home, 'hub.log');
  writeFileSync(file, configuration(ports, backend, era));
  const hub = spawn(LAUNCHER, ['up', '--config', file], {
    cwd: home,
    env: { ...process.env, MCP_CENTRAL_HOME: join(home, 'home'), DOCKER_HOST: 'unix:///nonexistent.sock' },
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  try {
    const output = () => `the hub is ready; its output:\n${readFileSync(log, 'utf8')}`;
    await until(READY_LIMIT_MS, output, () => answers(`http://127.0.0.1:${ports[0]}/ready`));
    return await work(`http://127.0.0.1:${ports[0]}/servers/fixture/mcp`);
  } finally {
    hub.kill('SIGTERM');
    await ended(hub);
    if (process.env.KEEP) console.error(`hub's folder kept: ${home}`);
    else rmSync(home, { recursive: true });
  }
}
