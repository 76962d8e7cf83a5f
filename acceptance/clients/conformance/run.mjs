// Prints what the conformance suite found, as one JSON document. Usage:
//   run.mjs server URL REVISION [SCENARIO…]
//   run.mjs client COMMAND REVISION [SCENARIO…]
import { run } from './suite.mjs';

const [role, target, revision, ...scenarios] = process.argv.slice(2);
process.stdout.write(JSON.stringify(run(role, target, revision, scenarios)) + '\n');
