// The hub as the suite's client: starts it in front of the given server and uses everything there
// is through it. Usage: through-hub.mjs legacy|modern URL, the era being that of the hub's client.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withHub } from './hub.mjs';

const [era, server] = process.argv.slice(2);
const drive = fileURLToPath(new URL('../ts2/drive.mjs', import.meta.url));

await withHub(server, 'auto', async (url) => {
  const driver = spawn(process.execPath, [drive, url, era], { stdio: 'inherit' });
  const [code] = await once(driver, 'exit');
  process.exitCode = code;
});
