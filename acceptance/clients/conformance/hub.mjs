// Starts the built hub in front of one server, for as long as some work takes.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LAUNCHER = process.env.MCP_CENTRAL ?? fileURLToPath(new URL('../../../mcp-central', import.meta.url));
const READY_LIMIT_MS = 60_000;
const RUNNING_LIMIT_MS = 10_000;

/** A port of the loopback interface that is free now. */
export function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** Whether it became so in time; given up when the hub ends. */
async function becomes(limit, hub, isSo) {
  const deadline = Date.now() + limit;
  while (hub.exitCode === null && Date.now() < deadline) {
    if (await isSo()) return true;
    await sleep(50);
  }
  return false;
}

const isReady = (port) => fetch(`http://127.0.0.1:${port}/ready`).then(({ ok }) => ok, () => false);

function isRunning(file, env) {
  const { stdout } = spawnSync(LAUNCHER, ['status', '--json', '--config', file], { env, encoding: 'utf8' });
  return JSON.parse(stdout).servers[0].state === 'running';
}

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

const ended = (child) =>
  child.exitCode === null && child.signalCode === null ? new Promise((go) => child.once('exit', go)) : undefined;

/**
 * Runs work(url of the server's own endpoint) with a hub whose one server is at backend. A server
 * that cannot be used is left to the work to find out.
 */
export async function withHub(backend, era, work) {
  const home = mkdtempSync(join(tmpdir(), 'conformance-hub-'));
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const file = join(home, 'mcp-central.yaml');
  const log = openSync(join(home, 'hub.log'), 'a');
  const env = { ...process.env, MCP_CENTRAL_HOME: join(home, 'home'), DOCKER_HOST: 'unix:///nonexistent.sock' };
  writeFileSync(file, configuration(ports, backend, era));
  const hub = spawn(LAUNCHER, ['up', '--config', file], { cwd: home, env, stdio: ['ignore', log, log] });
  // The suite ends a client that takes too long; the hub must not outlive it.
  process.once('SIGTERM', () => {
    hub.kill('SIGTERM');
    process.exit(143);
  });
  try {
    if (!(await becomes(READY_LIMIT_MS, hub, () => isReady(ports[0])))) {
      throw new Error(`the hub does not become ready:\n${readFileSync(join(home, 'hub.log'), 'utf8')}`);
    }
    await becomes(RUNNING_LIMIT_MS, hub, () => isRunning(file, env));
    return await work(`http://127.0.0.1:${ports[0]}/servers/fixture/mcp`);
  } finally {
    hub.kill('SIGTERM');
    await ended(hub);
    if (process.env.KEEP) console.error(`the hub's folder, with its log: ${home}`);
    else rmSync(home, { recursive: true });
  }
}
