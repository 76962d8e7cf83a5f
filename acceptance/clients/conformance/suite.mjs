// Runs the official conformance suite and gathers what it found.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('node_modules/@modelcontextprotocol/conformance', import.meta.url));
const SCENARIO_LIMIT_MS = 20_000;
const RUN_LIMIT_MS = 600_000;

/** The scenarios that count for a revision, as the suite froze them; role is server or client. */
export function scored(revision, role) {
  const lines = readFileSync(join(PACKAGE, 'requirements', `${revision}.yaml`), 'utf8').split('\n');
  const from = lines.indexOf(`${role}:`) + 1;
  const to = lines.findIndex((line, i) => i > from && /^\w/.test(line));
  return lines.slice(from, to).flatMap((line) => /^ {2}- (\S+)$/.exec(line)?.[1] ?? []);
}

function conformance(args) {
  const out = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const command = [join(PACKAGE, 'dist/index.js'), ...args, '-o', out, '--timeout', SCENARIO_LIMIT_MS];
    const { stdout, stderr, error } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      timeout: RUN_LIMIT_MS,
      maxBuffer: 1 << 28,
    });
    const results = readdirSync(out).map((folder) => ({
      scenario: /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(folder)[1],
      checks: JSON.parse(readFileSync(join(out, folder, 'checks.json'), 'utf8')),
    }));
    if (error || results.length === 0) throw error ?? new Error(`no results\n${stdout}\n${stderr}`);
    return results;
  } finally {
    rmSync(out, { recursive: true });
  }
}

/**
 * Runs server scenarios against a URL, or client scenarios with a command: those named, else all that
 * a revision requires and those that it reports besides. Gives {scenario, scored, checks} for each.
 */
export function run(role, target, revision, scenarios) {
  const counting = new Set(scored(revision, role));
  const how = [role, role === 'server' ? '--url' : '--command', target];
  const results = scenarios.length
    ? scenarios.flatMap((name) => conformance([...how, '--scenario', name, '--spec-version', revision, '--force']))
    : conformance([...how, '--requirements', revision]);
  return results.map((result) => ({ ...result, scored: counting.has(result.scenario) }));
}

/** What is wrong in a scenario: failures, and warnings as well. */
export const wrong = ({ checks }) => checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
