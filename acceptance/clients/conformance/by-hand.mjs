// For people: runs the conformance suite and prints what is wrong. Usage:
//   by-hand.mjs REVISION TARGET [SCENARIO…]
// TARGET: a URL; legacy or modern, which starts that fixture and a hub in front of it; or
// legacy-alone or modern-alone, the fixture without a hub. KEEP=1 keeps the hub's log.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, withHub } from './hub.mjs';
import { run, wrong } from './suite.mjs';

const [revision, target, ...scenarios] = process.argv.slice(2);
if (!target) {
  console.error('usage: conformance REVISION URL|legacy|modern|legacy-alone|modern-alone [SCENARIO…]');
  process.exit(64);
}

async function withFixture(era, work) {
  const port = await freePort();
  const program = fileURLToPath(new URL(`../../servers/conformance/${era}.mjs`, import.meta.url));
  const fixture = spawn(process.execPath, [program, port], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(fixture.stdout, 'data');
    return await work(`http://127.0.0.1:${port}/mcp`);
  } finally {
    fixture.kill();
  }
}

function report(results) {
  for (const result of results) {
    const bad = wrong(result);
    console.log(`${bad.length ? '✗' : '✓'} ${result.scenario}${result.scored ? '' : ' (not scored)'}`);
    for (const { status, id, errorMessage, details } of bad) {
      console.log(`    ${status} ${id}: ${errorMessage ?? ''} ${JSON.stringify(details ?? {}).slice(0, 1000)}`);
    }
  }
  for (const [what, counted] of [['scored', true], ['not scored', false]]) {
    const some = results.filter(({ scored }) => scored === counted);
    console.log(`${what}: ${some.filter((result) => !wrong(result).length).length} of ${some.length} pass`);
  }
}

const suite = async (url) => report(run('server', url, revision, scenarios));
const [era, alone] = target.split('-');
if (target.startsWith('http')) await suite(target);
else if (alone) await withFixture(era, suite);
else await withFixture(era, (backend) => withHub(backend, era, suite));
